package reactor.zmtp.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What decoding costs in memory. All that was allocated is counted, be it garbage already, so what
 * is held is less.
 */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes this thread has allocated in its life. */
  public static long soFar() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /**
   * Checks that no more is allocated than follows from what has come. Classes that are loaded cost
   * memory once, so what seems too much is measured again before it counts.
   *
   * @param come how many bytes have come
   * @param fixed what may be allocated for none
   * @param each what may be allocated for each byte beside
   * @param allocated what was
   * @param again allocates the same, and tells how much
   */
  public static void check(long come, long fixed, long each, long allocated, LongSupplier again) {
    long most = fixed + each * come;
    long least = allocated;
    for (int i = 0; i < 3 && least > most; i++) {
      least = Math.min(least, again.getAsLong());
    }
    if (least > most) {
      throw new AssertionError(
          least + " bytes were allocated for " + come + " that came; " + most + " are right");
    }
  }
}
