package reactor.zmtp.storm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;

/**
 * A message that can be told from all others.
 *
 * @param send which send it belongs to
 * @param number its place in that send
 * @param topic what it begins with, or its group
 * @param to whom it goes, where the type addresses its peers
 * @param frames how many frames
 * @param size the bytes of each frame but the head of the first
 */
record Letter(int send, int number, char topic, @Nullable RoutingId to, int frames, int size) {

  private static final int HEAD = 1 + 6 * Integer.BYTES;
  private static final int MARK = 0x53544F52;

  /** As it is sent. */
  ZmqMessage message() {
    byte[][] parts = new byte[frames][size];
    parts[0] = new byte[HEAD + size];
    ByteBuffer.wrap(parts[0])
        .put((byte) topic)
        .putInt(MARK)
        .putInt(send)
        .putInt(number)
        .putInt(to == null ? 0 : to.hashCode())
        .putInt(frames)
        .putInt(size);
    return ZmqMessage.wrap(parts);
  }

  /** Who it is among all letters. */
  long key() {
    return key(send, number);
  }

  private static long key(int send, int number) {
    return ((long) send << 32) | number;
  }

  /** What a message that came says of itself; null if it is no whole letter. */
  static @Nullable Received read(ZmqMessage message) {
    ByteBuffer head = message.buffer(0);
    if (head.remaining() < HEAD) {
      return null;
    }
    char topic = (char) head.get();
    int mark = head.getInt();
    Received letter =
        new Received(topic, head.getInt(), head.getInt(), head.getInt(), head.getInt());
    int size = head.getInt();
    boolean whole = mark == MARK && message.size() == letter.frames;
    for (int i = 0; whole && i < letter.frames; i++) {
      whole = message.length(i) == (i == 0 ? HEAD + size : size);
    }
    return whole ? letter : null;
  }

  /** What a message begins with, for whoever has to find out what became of it. */
  static String head(ZmqMessage message) {
    byte[] first = message.bytes(0);
    byte[] head = Arrays.copyOf(first, Math.min(first.length, HEAD));
    return "%s %s".formatted(message, HexFormat.of().formatHex(head));
  }

  /**
   * A letter that came.
   *
   * @param to the hash of the routing id it was sent to; 0 if to none
   */
  record Received(char topic, int send, int number, int to, int frames) {

    long key() {
      return Letter.key(send, number);
    }
  }
}
