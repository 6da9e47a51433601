package reactor.zmtp.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The end of an event loop, for whoever lives there: it is told on the loop, and afterwards. */
public final class LoopEnd {

  private final EventLoop loop;
  private final Runnable ending;
  private final FutureListener<Object> ended;

  private LoopEnd(EventLoop loop, Runnable ending, Runnable ended) {
    this.loop = loop;
    this.ending = ending;
    this.ended = terminated -> ended.run();
  }

  /**
   * Waits for it.
   *
   * @param loop the event loop
   * @param ending called on the loop, which is shut down and can still close things
   * @param ended called when it has ended
   * @return what is waited for
   */
  public static LoopEnd of(EventLoop loop, Runnable ending, Runnable ended) {
    LoopEnd end = new LoopEnd(loop, ending, ended);
    end.hook(executor -> executor.addShutdownHook(ending));
    loop.terminationFuture().addListener(end.ended);
    return end;
  }

  /** Tells nothing any more. */
  public void forget() {
    hook(executor -> executor.removeShutdownHook(ending));
    loop.terminationFuture().removeListener(ended);
  }

  private void hook(Consumer<SingleThreadEventExecutor> change) {
    if (loop instanceof SingleThreadEventExecutor executor) {
      try {
        change.accept(executor);
      } catch (RejectedExecutionException over) {
        // It takes no hooks any more, and needs none.
      }
    }
  }
}
