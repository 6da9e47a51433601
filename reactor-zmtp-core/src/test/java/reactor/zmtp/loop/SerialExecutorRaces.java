package reactor.zmtp.loop;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads bring tasks after the event loop has ended, which change what only it may change. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both ran, one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "a task did not run, or both ran at once")
@State
public class SerialExecutorRaces {

  private static final EventLoop ENDED = new DefaultEventLoop();

  static {
    ENDED.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final SerialExecutor executor = new SerialExecutor(ENDED);
  private int confined;

  @Actor
  public void one() {
    executor.execute(() -> confined++);
  }

  @Actor
  public void another() {
    executor.execute(() -> confined++);
  }

  @Arbiter
  public void afterwards(I_Result result) {
    result.r1 = confined;
  }
}
