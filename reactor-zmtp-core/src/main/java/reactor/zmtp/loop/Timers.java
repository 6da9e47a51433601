package reactor.zmtp.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Delayed tasks, on the loop's clock or on another, which does not end with the loop. */
final class Timers {

  /** The longest a Netty loop can wait; beyond a century nobody will tell the difference. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final IoLoop loop;
  private final EventLoop eventLoop;
  private final @Nullable Scheduler timer;
  private final Set<Timed> waiting = ConcurrentHashMap.newKeySet();

  Timers(IoLoop loop, EventLoop eventLoop, @Nullable Scheduler timer) {
    this.loop = loop;
    this.eventLoop = eventLoop;
    this.timer = timer;
  }

  Disposable schedule(Duration delay, Runnable task) {
    Timed timed = new Timed(task);
    if (timer == null) {
      timed.source = scheduleOnLoop(timed, millis(delay));
    } else {
      waiting.add(timed);
      timed.source = timer.schedule(() -> loop.run(timed), millis(delay), TimeUnit.MILLISECONDS);
    }
    return timed;
  }

  private Disposable scheduleOnLoop(Runnable task, long delay) {
    try {
      Future<?> future = eventLoop.schedule(task, delay, TimeUnit.MILLISECONDS);
      return () -> cancel(future);
    } catch (RejectedExecutionException ended) {
      return Disposables.disposed();
    }
  }

  /** From another thread than the loop's it is a task of the loop, which may have ended. */
  private static void cancel(Future<?> future) {
    try {
      future.cancel(false);
    } catch (RejectedExecutionException ended) {
      // as it was to be: it is cancelled, and no time passes any more
    }
  }

  private static long millis(Duration delay) {
    return (delay.compareTo(LONGEST) > 0 ? LONGEST : delay).toMillis();
  }

  long nanoTime() {
    return timer == null ? System.nanoTime() : timer.now(TimeUnit.NANOSECONDS);
  }

  void end() {
    waiting.forEach(Timed::dispose);
  }

  /** Does not run once disposed of on the loop, even if its time had come on another thread. */
  private final class Timed implements Runnable, Disposable {

    private final Runnable task;
    private Disposable source = Disposables.disposed();
    private volatile boolean disposed;

    Timed(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      waiting.remove(this);
      if (!disposed && !loop.isEnded()) {
        task.run();
      }
    }

    @Override
    public void dispose() {
      disposed = true;
      waiting.remove(this);
      source.dispose();
    }
  }
}
