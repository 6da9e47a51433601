package reactor.zmtp.hostile.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or the system does. */
final class Waiting {

  private static final long MOMENT = 5_000_000;

  private Waiting() {}

  /** Whether it came true in time. */
  static boolean until(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return condition.getAsBoolean();
      }
      LockSupport.parkNanos(MOMENT);
    }
    return true;
  }

  static void pass(Duration time) {
    until(() -> false, time);
  }
}
