package reactor.zmtp.samples.benchmarks.peer;

import java.util.concurrent.locks.LockSupport;

/** Sleeping until a time of {@link System#nanoTime()}. */
final class Pause {

  private Pause() {}

  static void until(long deadline) {
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
