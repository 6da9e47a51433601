package reactor.zmtp.wire;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * Arrays that long frames begin in, until enough bytes have come to believe the announced length.
 * Each thread keeps a spare one of each size; one whose connection ends is left to the garbage
 * collector.
 */
final class Beginnings {

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

  /** An array of at least this many bytes, and of less than twice as many or {@link #LEAST}. */
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
