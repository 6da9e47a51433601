package reactor.zmtp.watch;

import java.util.concurrent.Executors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Time that passes by itself, also where a test has that of Reactor's schedulers in its hand. */
final class WallClock {

  private static final int THREADS = 4;

  /** For waits; what runs on it may wait itself. */
  static final Scheduler SCHEDULER =
      Schedulers.fromExecutorService(
          Executors.newScheduledThreadPool(
              THREADS,
              task -> {
                Thread thread = new Thread(task, "zmtp-test-clock");
                thread.setDaemon(true);
                return thread;
              }));

  private WallClock() {}
}
