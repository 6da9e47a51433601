package reactor.zmtp.wire;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Arrays in which long frames begin, until enough has come of one to believe its length. Each thread
 * keeps one of each size for the next frame; one whose connection ends goes to the collector.
 */
final class Beginnings {

  /** The shortest array, and the longest. */
  static final int LEAST = 1024;

  static final int MOST = 65_536;

  private static final FastThreadLocal<@Nullable byte[][]> SPARE =
      new FastThreadLocal<>() {
        @Override
        protected @Nullable byte[][] initialValue() {
          return new byte[sizeClass(MOST) + 1][];
        }
      };

  private Beginnings() {}

  /** An array of at least so many bytes, and less than twice as many or {@link #LEAST}. */
  static byte[] take(int bytes) {
    @Nullable byte[][] spare = SPARE.get();
    int sizeClass = sizeClass(bytes);
    byte[] taken = spare[sizeClass];
    spare[sizeClass] = null;
    return taken != null ? taken : new byte[LEAST << sizeClass];
  }

  static void giveBack(byte[] taken) {
    SPARE.get()[sizeClass(taken.length)] = taken;
  }

  private static int sizeClass(int bytes) {
    return Integer.SIZE - Integer.numberOfLeadingZeros((bytes - 1) / LEAST);
  }
}
