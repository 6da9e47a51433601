package reactor.zmtp.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * End of an event loop, for whatever lives there: signalled on the loop, and once more afterwards.
 */
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
   * Calls {@code ending} on the loop, which is being shut down and can still close things, and
   * {@code ended} when it has ended.
   */
  public static LoopEnd of(EventLoop loop, Runnable ending, Runnable ended) {
    LoopEnd end = new LoopEnd(loop, ending, ended);
    end.hook(executor -> executor.addShutdownHook(ending));
    loop.terminationFuture().addListener(end.ended);
    return end;
  }

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
