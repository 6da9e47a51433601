package reactor.zmtp.test.watch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits at the end of a test for what signals nobody when it is done. */
public final class Waiting {

  private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();

  private Waiting() {}

  /**
   * Waits on the calling thread.
   *
   * @param condition what to wait for
   * @param atMost for how long
   */
  public static void until(BooleanSupplier condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
