package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketType;

/**
 * Decodes the greeting of a ZMTP 2.0 or 1.0 peer: its socket type, if it has sent a version, and
 * its identity, a frame of 2.0 (RFC 15) or of 1.0 (RFC 13).
 */
public final class OlderGreetingDecoder {

  private static final int LONG_LENGTH = 8;

  private final ProtocolVersion version;
  private boolean socketTypeDue;
  private @Nullable SocketType socketType;

  private int headerFilled;
  private long announced;
  private boolean isLong;
  private byte @Nullable [] identity;
  private int filled;

  /**
   * Begins at the socket type, which a peer sends that has sent its version, or at the identity.
   */
  public OlderGreetingDecoder(ProtocolVersion version, boolean versioned) {
    this.version = version;
    this.socketTypeDue = versioned;
  }

  /** Takes what has come, and no byte more; returns true when all has come. */
  public boolean decode(ByteBuf in) {
    if (socketTypeDue && in.isReadable()) {
      socketType = socketType(in.readUnsignedByte());
      socketTypeDue = false;
    }
    while (identity == null && in.isReadable()) {
      if (version == ProtocolVersion.ZMTP_1_0) {
        header1(in.readUnsignedByte());
      } else {
        header2(in.readUnsignedByte());
      }
    }
    if (identity == null) {
      return false;
    }
    int n = Math.min(in.readableBytes(), identity.length - filled);
    in.readBytes(identity, filled, n);
    filled += n;
    return filled == identity.length;
  }

  private static SocketType socketType(int octet) {
    SocketType type = SocketTypeOctet.decode(octet);
    if (type == null) {
      throw new ProtocolException(
          Rule.INVALID_METADATA,
          "the peer's socket type 0x%02x is none that ZMTP 2.0 has".formatted(octet));
    }
    return type;
  }

  private void header2(int octet) {
    if (headerFilled++ == 0) {
      if (octet != 0) {
        throw new ProtocolException(
            Rule.MALFORMED_FRAME,
            "the flags of the peer's identity are 0x%02x; in ZMTP 2.0 they are 0".formatted(octet));
      }
    } else {
      identity = new byte[octet];
    }
  }

  /** Length, perhaps a long one, and flags, which RFC 13 says are not to be looked at. */
  private void header1(int octet) {
    int at = headerFilled++;
    if (at == 0) {
      isLong = octet == Framing.LONG_OF_1_0;
      announced = isLong ? 0 : octet;
      if (!isLong) {
        checkLength();
      }
    } else if (isLong && at <= LONG_LENGTH) {
      announced = (announced << 8) | octet;
      if (at == LONG_LENGTH) {
        checkLength();
      }
    } else {
      identity = new byte[(int) announced - 1];
    }
  }

  private void checkLength() {
    if (announced < 1 || announced > 256) {
      throw new ProtocolException(
          Rule.MALFORMED_FRAME,
          "the peer's identity frame has length %s; in ZMTP 1.0 it has 1 to 256, flags counted"
              .formatted(Long.toUnsignedString(announced)));
    }
  }

  /** Null for a peer of ZMTP 1.0 that sent none. */
  public @Nullable SocketType socketType() {
    return socketType;
  }

  public byte[] identity() {
    return identity == null ? new byte[0] : identity.clone();
  }
}
