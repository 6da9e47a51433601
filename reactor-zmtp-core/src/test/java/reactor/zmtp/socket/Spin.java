package reactor.zmtp.socket;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits without sleeping, so as to go on at the very moment; sleeps only if that is long to come.
 */
final class Spin {

  private static final int TURNS = 20_000;

  private Spin() {}

  static void until(BooleanSupplier condition, Duration patience, String what) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int turn = 0; !condition.getAsBoolean(); turn++) {
      if (turn < TURNS) {
        Thread.onSpinWait();
      } else if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for " + patience + " for " + what);
      } else {
        LockSupport.parkNanos(10_000);
      }
    }
  }
}
