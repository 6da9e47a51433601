package reactor.zmtp.test;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One scheduler in the place of all of Reactor's. That they are put back does not dispose of it:
 * the context's timers run on it to the end, while event loops need the clock on the wall to end.
 */
final class VirtualSchedulers implements Schedulers.Factory {

  private final Scheduler scheduler;

  private VirtualSchedulers(Scheduler time) {
    this.scheduler = new Undisposed(time);
  }

  /** Puts it there; the result says what to put back. */
  static Schedulers.Snapshot put(Scheduler time) {
    return Schedulers.setFactoryWithSnapshot(new VirtualSchedulers(time));
  }

  @Override
  public Scheduler newParallel(int parallelism, ThreadFactory threads) {
    return scheduler;
  }

  @Override
  public Scheduler newSingle(ThreadFactory threads) {
    return scheduler;
  }

  @Override
  public Scheduler newBoundedElastic(
      int threadCap, int queuedTaskCap, ThreadFactory threads, int ttlSeconds) {
    return scheduler;
  }

  @Override
  public Scheduler newThreadPerTaskBoundedElastic(
      int threadCap, int queuedTaskCap, ThreadFactory threads) {
    return scheduler;
  }

  private record Undisposed(Scheduler time) implements Scheduler {

    @Override
    public Disposable schedule(Runnable task) {
      return time.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return time.schedule(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return time.schedulePeriodically(task, initialDelay, period, unit);
    }

    @Override
    public Worker createWorker() {
      return time.createWorker();
    }

    @Override
    public long now(TimeUnit unit) {
      return time.now(unit);
    }
  }
}
