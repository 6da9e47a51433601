package reactor.zmtp.wire;

import java.nio.ByteBuffer;
import reactor.zmtp.ProtocolVersion;

/** Header of a frame, in the two forms that versions of ZMTP give it. */
public enum Framing {
  /** RFC 13: a length that counts the flags, and the flags. */
  ZMTP_1_0 {
    @Override
    int headerSize(int length) {
      return length + 1 < LONG_OF_1_0 ? 2 : 10;
    }

    @Override
    void putHeader(ByteBuffer out, int flags, int length) {
      if (length + 1 < LONG_OF_1_0) {
        out.put((byte) (length + 1));
      } else {
        out.put((byte) LONG_OF_1_0).putLong(length + 1L);
      }
      out.put((byte) flags);
    }
  },
  /** RFC 15, RFC 23, RFC 37: the flags, and a length. */
  ZMTP_2_0 {
    @Override
    int headerSize(int length) {
      return length > LONGEST_SHORT ? LONG_HEADER : SHORT_HEADER;
    }

    @Override
    void putHeader(ByteBuffer out, int flags, int length) {
      if (length > LONGEST_SHORT) {
        out.put((byte) (flags | FrameFlags.LONG)).putLong(length);
      } else {
        out.put((byte) flags).put((byte) length);
      }
    }
  };

  static final int SHORT_HEADER = 2;

  static final int LONG_HEADER = 9;

  static final int LONGEST_SHORT = 0xff;

  /** Stands in place of a length of one byte: one of eight bytes follows. */
  static final int LONG_OF_1_0 = 0xff;

  public static Framing of(ProtocolVersion version) {
    return version == ProtocolVersion.ZMTP_1_0 ? ZMTP_1_0 : ZMTP_2_0;
  }

  abstract int headerSize(int length);

  abstract void putHeader(ByteBuffer out, int flags, int length);

  /** A whole frame; {@code flags} come without LONG. */
  public byte[] frame(int flags, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(headerSize(payload.length) + payload.length);
    putHeader(frame, flags, payload.length);
    return frame.put(payload).array();
  }
}
