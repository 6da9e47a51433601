package reactor.zmtp.test.spec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;

/** Takes octets apart into frames. */
final class Frames {

  private Frames() {}

  /** The next whole frame, or null; what is there of it then stays unread. */
  static @Nullable ZmtpFrame next(ByteBuf octets) {
    int start = octets.readerIndex();
    if (octets.readableBytes() >= 2) {
      int flags = octets.readUnsignedByte();
      boolean isLong = (flags & ZmtpBytes.LONG) != 0;
      if (!isLong || octets.readableBytes() >= Long.BYTES) {
        long length = isLong ? octets.readLong() : octets.readUnsignedByte();
        if (length >= 0 && length <= octets.readableBytes()) {
          byte[] body = new byte[(int) length];
          octets.readBytes(body);
          return new ZmtpFrame(flags, body);
        }
      }
    }
    octets.readerIndex(start);
    return null;
  }
}
