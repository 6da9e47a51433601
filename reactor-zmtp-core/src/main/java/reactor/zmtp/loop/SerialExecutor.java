package reactor.zmtp.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an event loop that has ended: runs tasks one at a time on the threads that bring
 * them, so that what lived on the loop is still confined.
 */
final class SerialExecutor {

  private final EventLoop ended;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile @Nullable Thread running;

  SerialExecutor(EventLoop ended) {
    this.ended = ended;
  }

  boolean isRunning() {
    return running == Thread.currentThread();
  }

  void execute(Runnable task) {
    tasks.add(task);
    if (unfinished.getAndIncrement() != 0) {
      return;
    }
    if (ended.isTerminated()) {
      runAll();
    } else { // its thread takes no tasks any more, and is in the midst of its last
      ended.terminationFuture().addListener((Future<Object> terminated) -> runAll());
    }
  }

  private void runAll() {
    int missed = unfinished.get();
    do {
      running = Thread.currentThread();
      for (int i = 0; i < missed; i++) {
        run(tasks.remove());
      }
      running = null;
      missed = unfinished.addAndGet(-missed);
    } while (missed != 0);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      Signals.dropped(t);
    }
  }
}
