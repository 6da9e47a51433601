package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * First 64 bytes in each direction (RFC 37, Version Negotiation).
 *
 * <p>Ours is sent whole, at once, before anything was read: libzmq holds its own mechanism back
 * until it has seen the peer's major version, so two peers that both waited would wait for ever.
 *
 * <p>libzmq sends {@code asServer} false even as a CURVE server, so nothing may depend on a peer's
 * value.
 */
public record Greeting(int major, int minor, String mechanism, boolean asServer) {

  public static final int LENGTH = 64;

  static final int SIGNATURE_LENGTH = 10;
  static final int MECHANISM_LENGTH = 20;

  private static final int FILLER_LENGTH = 31;

  public Greeting {
    if (major < 0 || major > 0xff || minor < 0 || minor > 0xff) {
      throw new IllegalArgumentException(
          "ZMTP version " + major + "." + minor + ": each part is a number from 0 to 255");
    }
    if (mechanism.isEmpty() || mechanism.length() > MECHANISM_LENGTH) {
      throw new IllegalArgumentException(
          "mechanism \"" + mechanism + "\": a name has 1 to " + MECHANISM_LENGTH + " characters");
    }
    for (int i = 0; i < mechanism.length(); i++) {
      if (!isMechanismCharacter(mechanism.charAt(i))) {
        throw new IllegalArgumentException(
            "mechanism name: character " + i + " is not printable ASCII");
      }
    }
  }

  public static Greeting v31(String mechanism, boolean asServer) {
    return new Greeting(3, 1, mechanism, asServer);
  }

  /**
   * Whether the sender understands what ZMTP 3.1 added: SUBSCRIBE, CANCEL, PING and PONG commands.
   * A higher version counts as 3.1, since a peer of a higher version speaks ours (RFC 37).
   */
  public boolean understands31() {
    return major > 3 || (major == 3 && minor >= 1);
  }

  public void writeTo(ByteBuf out) {
    out.writeByte(0xff);
    // The padding. RFC 37 would like zeros; libzmq writes the length a ZMTP 1.0 peer reads here,
    // that
    // of a frame with the sender's (empty) identity and its flags. We put the same bytes on the
    // wire.
    out.writeLong(1);
    out.writeByte(0x7f);
    out.writeByte(major);
    out.writeByte(minor);
    out.writeCharSequence(mechanism, StandardCharsets.US_ASCII);
    out.writeZero(MECHANISM_LENGTH - mechanism.length());
    out.writeByte(asServer ? 1 : 0);
    out.writeZero(FILLER_LENGTH);
  }

  /**
   * Wider than RFC 37's grammar, so that an unknown mechanism is reported as a mismatch, by its
   * name.
   */
  static boolean isMechanismCharacter(int character) {
    return character > ' ' && character <= '~';
  }
}
