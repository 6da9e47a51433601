package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolVersion;

/**
 * Finds out which version of ZMTP a peer speaks from its first bytes, at most eleven (RFC 23,
 * Backwards Interoperability): what does not begin like a signature is a ZMTP 1.0 peer's identity.
 */
public final class VersionDetector {

  private static final byte SIGNATURE = (byte) 0xff;
  private static final int REVISION = Greeting.SIGNATURE_LENGTH;

  private final byte[] seen = new byte[REVISION + 1];
  private int count;
  private @Nullable ProtocolVersion version;

  public VersionDetector() {}

  /**
   * Takes as many bytes as it needs and no more, none if the first one decides. Returns {@link
   * ProtocolVersion#ZMTP_3_0} for any version from there on, and null as long as it is open.
   */
  public @Nullable ProtocolVersion decode(ByteBuf in) {
    if (count == 0 && in.isReadable() && in.getByte(in.readerIndex()) != SIGNATURE) {
      version = ProtocolVersion.ZMTP_1_0;
    }
    while (version == null && in.isReadable()) {
      seen[count++] = in.readByte();
      version = detect();
    }
    return version;
  }

  private @Nullable ProtocolVersion detect() {
    if (count == Greeting.SIGNATURE_LENGTH && !isVersioned()) {
      return ProtocolVersion.ZMTP_1_0; // the flags of an identity frame with a long length
    }
    if (count <= REVISION) {
      return null;
    }
    return switch (seen[REVISION]) {
      // Was never released, but libzmq understands it: 1.0 frames after a greeting like that of
      // 2.0.
      case 0 -> ProtocolVersion.ZMTP_1_0;
      // RFC 23 takes 2 for ZMTP 2.0 too; libzmq, in which nothing ever sent it, for 3.x.
      case 1, 2 -> ProtocolVersion.ZMTP_2_0;
      default -> ProtocolVersion.ZMTP_3_0;
    };
  }

  /** Whether the peer has sent a signature, and with it sends its version. */
  public boolean isVersioned() {
    return count >= Greeting.SIGNATURE_LENGTH && (seen[Greeting.SIGNATURE_LENGTH - 1] & 1) != 0;
  }

  /** The bytes taken, for the decoder that goes on with them; needs no release. */
  public ByteBuf seen() {
    return Unpooled.wrappedBuffer(seen, 0, count);
  }
}
