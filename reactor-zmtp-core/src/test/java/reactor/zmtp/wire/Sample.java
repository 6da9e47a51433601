package reactor.zmtp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import reactor.zmtp.message.DefaultMessage;

/** Messages for tests, and their bytes as RFC 37 has them, written in the plainest way. */
final class Sample {

  /** Sizes on both sides of every boundary of the wire, of the codec and of its buffers. */
  static final int[] SIZES = {
    0, 1, 2, 253, 254, 255, 256, 257, 258, 259, 260, 2046, 2047, 2048, 2049, 2050, 4095, 4096, 4097,
    65_526, 65_527, 65_528, 65_533, 65_534, 65_535, 65_536, 65_537, 65_545, 65_550, 200_000
  };

  private Sample() {}

  /** A message with frames of these sizes, the bytes a function of size and place. */
  static DefaultMessage ofSizes(int... sizes) {
    byte[][] frames = new byte[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      frames[i] = new byte[sizes[i]];
      new Random(31L * sizes[i] + i).nextBytes(frames[i]);
    }
    return DefaultMessage.of(frames);
  }

  /** One frame of one value. */
  static DefaultMessage filled(int size, int value) {
    byte[] frame = new byte[size];
    Arrays.fill(frame, (byte) value);
    return new DefaultMessage(frame);
  }

  static byte[] onTheWire(DefaultMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < message.size(); i++) {
      byte[] frame = message.array(i);
      int more = i + 1 < message.size() ? 1 : 0;
      if (frame.length <= 255) {
        out.write(more);
        out.write(frame.length);
      } else {
        out.write(more | 2);
        out.writeBytes(ByteBuffer.allocate(8).putLong(frame.length).array());
      }
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }
}
