package reactor.zmtp.storm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Real time that knows what is still waiting for it. */
final class Clock implements Scheduler {

  private static final Scheduler TIME = Schedulers.newSingle("storm-user-clock", true);

  private final Set<Timer> waiting = ConcurrentHashMap.newKeySet();

  private final class Timer implements Runnable, Disposable {
    private final Runnable task;
    private volatile Disposable scheduled = () -> {};

    Timer(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      waiting.remove(this);
      task.run();
    }

    @Override
    public void dispose() {
      waiting.remove(this);
      scheduled.dispose();
    }
  }

  static void begin() {
    TIME.schedule(() -> {});
  }

  /** How many tasks have neither run nor been disposed of. */
  int waiting() {
    return waiting.size();
  }

  @Override
  public Disposable schedule(Runnable task) {
    return TIME.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    Timer timer = new Timer(task);
    waiting.add(timer);
    timer.scheduled = TIME.schedule(timer, delay, unit);
    return timer;
  }

  @Override
  public Worker createWorker() {
    return TIME.createWorker();
  }
}
