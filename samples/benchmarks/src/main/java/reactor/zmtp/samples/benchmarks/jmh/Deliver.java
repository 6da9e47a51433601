package reactor.zmtp.samples.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/** A decoded message through its pipe: straight to who wants it, or through the fair queue. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Deliver {

  private static final int MESSAGES = 1000;

  /** How many peers there are. */
  @Param({"1", "10"})
  public int peers;

  private final DefaultMessage message = Messages.of(1, 8);
  private final Socket socket = new Socket();
  private Pipe[] pipes = {};

  /** Made by JMH. */
  public Deliver() {}

  /** Makes the pipes. */
  @Setup
  public void prepare() {
    pipes = new Pipe[peers];
    for (int i = 0; i < peers; i++) {
      pipes[i] = new Pipe(socket, new Link(), new Someone(), Link.MARKS);
    }
  }

  /**
   * Somebody wants all messages.
   *
   * @return the last
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public @Nullable DefaultMessage atOnce() {
    socket.want(true);
    receive();
    return socket.last();
  }

  /**
   * Messages wait until somebody wants them.
   *
   * @param blackhole where they go
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void queued(Blackhole blackhole) {
    socket.want(false);
    receive();
    for (Pipe pipe = socket.queue().next(); pipe != null; pipe = socket.queue().next()) {
      blackhole.consume(pipe.poll());
      if (pipe.queued() > 0) {
        socket.queue().add(pipe);
      }
    }
  }

  private void receive() {
    int peer = 0;
    for (int i = 0; i < MESSAGES; i++) {
      pipes[peer].receive(message);
      peer = peer + 1 == pipes.length ? 0 : peer + 1;
    }
  }
}
