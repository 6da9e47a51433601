package reactor.zmtp.interop;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.zmtp.ZmqMessage;

/**
 * Messages for tests between implementations: 1 to 3 frames of 0 to 100,000 bytes, small ones more
 * often, each a function of its number only. {@code libzmq.py} has the same function, so both sides
 * can compare every byte.
 */
final class Traffic {

  private static final int OFFSETS = 65536;
  private static final int LARGEST = 100_000;
  private static final byte[] BLOCK = block();

  private Traffic() {}

  static byte[][] message(long index) {
    byte[][] frames = new byte[1 + (int) Long.remainderUnsigned(mix(index << 2), 3)][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame(mix((index << 2) + 1 + i));
    }
    return frames;
  }

  /** A message as we send it. */
  static ZmqMessage ours(long index) {
    return ZmqMessage.wrap(message(index));
  }

  /** Compares one message that comes, frame by frame. */
  static final class Check {

    private final long index;
    private final byte[][] due;
    private int next;

    Check(long index) {
      this.index = index;
      this.due = message(index);
    }

    void next(byte[] frame, boolean more) {
      if (next >= due.length
          || more != (next + 1 < due.length)
          || !Arrays.equals(frame, due[next])) {
        throw new AssertionError(
            "message %d differs in frame %d of %d, which has %d bytes%s"
                .formatted(
                    index, next + 1, due.length, frame.length, more ? " and says more" : ""));
      }
      next++;
    }
  }

  private static byte[] frame(long number) {
    long range = 1L << Math.min((number & 0xff) % 18, (number >>> 56) % 18);
    int size = (int) Math.min((number >>> 8) % range, LARGEST);
    int offset = (int) ((number >>> 40) % OFFSETS);
    return Arrays.copyOfRange(BLOCK, offset, offset + size);
  }

  private static byte[] block() {
    ByteBuffer block = ByteBuffer.allocate(OFFSETS + LARGEST);
    for (long i = 0; i < (OFFSETS + LARGEST) / Long.BYTES; i++) {
      block.putLong(mix(i << 32));
    }
    return block.array();
  }

  private static long mix(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
