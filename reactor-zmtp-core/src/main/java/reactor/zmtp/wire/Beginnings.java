package reactor.zmtp.wire;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * Arrays in which long frames begin, until enough has come of one to believe its length. Each
 * thread keeps one of each size for the next frame; one whose connection ends goes to the
 * collector.
 */
final class Beginnings {

  /** The shortest array, and the longest. */
  static final int LEAST = 1024;

  static final int MOST = 65_536;

  private static final byte[] NONE = {};

  private static final FastThreadLocal<byte[][]> SPARE =
      new FastThreadLocal<>() {
        @Override
        protected byte[][] initialValue() {
          byte[][] spare = new byte[sizeClass(MOST) + 1][];
          Arrays.fill(spare, NONE);
          return spare;
        }
      };

  private Beginnings() {}

  /** An array of at least so many bytes, and less than twice as many or {@link #LEAST}. */
  static byte[] take(int bytes) {
    byte[][] spare = SPARE.get();
    int sizeClass = sizeClass(bytes);
    byte[] taken = spare[sizeClass];
    spare[sizeClass] = NONE;
    return taken != NONE ? taken : new byte[LEAST << sizeClass];
  }

  static void giveBack(byte[] taken) {
    SPARE.get()[sizeClass(taken.length)] = taken;
  }

  private static int sizeClass(int bytes) {
    return Integer.SIZE - Integer.numberOfLeadingZeros((bytes - 1) / LEAST);
  }
}
