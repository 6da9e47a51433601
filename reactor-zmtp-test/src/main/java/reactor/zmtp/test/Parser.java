package reactor.zmtp.test;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a step expects from the bytes that have come.
 *
 * @param <T> what it makes of them
 */
@FunctionalInterface
interface Parser<T> {

  int GREETING_LENGTH = 64;
  int FRAME_AT_MOST = 256 * 1024 * 1024;

  /**
   * Reads from the buffer, or leaves its reader index where it was and returns null until there are
   * more bytes.
   *
   * @throws AssertionError for bytes that can never become what is wanted
   */
  @Nullable T parse(ByteBuf unread);

  static Parser<byte[]> bytes(int count) {
    return unread -> unread.readableBytes() < count ? null : take(unread, count);
  }

  static Parser<byte[]> some() {
    return unread -> unread.isReadable() ? take(unread, unread.readableBytes()) : null;
  }

  static Parser<ZmtpGreeting> greeting() {
    return unread -> {
      if (unread.isReadable() && unread.getUnsignedByte(unread.readerIndex()) != 0xff) {
        throw new AssertionError("no ZMTP greeting: it begins with ff");
      }
      return unread.readableBytes() < GREETING_LENGTH
          ? null
          : greeting(take(unread, GREETING_LENGTH));
    };
  }

  static Parser<ZmtpFrame> frame() {
    return unread -> {
      int start = unread.readerIndex();
      ZmtpFrame frame = parseFrame(unread);
      if (frame == null) {
        unread.readerIndex(start);
      }
      return frame;
    };
  }

  /** All frames of one message, and no command. */
  static Parser<List<byte[]>> message() {
    List<byte[]> frames = new ArrayList<>();
    Parser<ZmtpFrame> next = frame();
    return unread -> {
      for (ZmtpFrame frame = next.parse(unread); frame != null; frame = next.parse(unread)) {
        if (frame.isCommand()) {
          throw new AssertionError("a command instead of a message's frame: " + frame);
        }
        frames.add(frame.body());
        if (!frame.hasMore()) {
          return frames;
        }
      }
      return null;
    };
  }

  private static ZmtpGreeting greeting(byte[] bytes) {
    if (bytes[9] != 0x7f) {
      throw new AssertionError("no ZMTP greeting: its tenth byte is 7f");
    }
    int length = 0;
    while (length < 20 && bytes[12 + length] != 0) {
      length++;
    }
    String mechanism = new String(bytes, 12, length, StandardCharsets.US_ASCII);
    return new ZmtpGreeting(bytes[10] & 0xff, bytes[11] & 0xff, mechanism, bytes[32] & 0xff);
  }

  private static @Nullable ZmtpFrame parseFrame(ByteBuf unread) {
    if (unread.readableBytes() < 2) {
      return null;
    }
    int flags = unread.readUnsignedByte();
    boolean longLength = (flags & ZmtpBytes.LONG) != 0;
    if (longLength && unread.readableBytes() < Long.BYTES) {
      return null;
    }
    long length = longLength ? unread.readLong() : unread.readUnsignedByte();
    if (length < 0 || length > FRAME_AT_MOST) {
      throw new AssertionError(
          "a frame of "
              + Long.toUnsignedString(length)
              + " bytes; this peer takes "
              + FRAME_AT_MOST);
    }
    return unread.readableBytes() < length
        ? null
        : new ZmtpFrame(flags, take(unread, (int) length));
  }

  private static byte[] take(ByteBuf unread, int count) {
    byte[] bytes = new byte[count];
    unread.readBytes(bytes);
    return bytes;
  }
}
