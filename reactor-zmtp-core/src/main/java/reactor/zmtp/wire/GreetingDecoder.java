package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/**
 * Reads one greeting as its bytes come. Each byte is judged when it arrives, so what is no ZMTP 3.x
 * peer is refused without waiting for 64 bytes it may never send.
 *
 * <p>Not interpreted: padding, filler (RFC 37 forbids it) and the bits of the tenth byte but the
 * lowest, which libzmq does not look at either.
 */
public final class GreetingDecoder {

  private static final int LAST_OF_SIGNATURE = Greeting.SIGNATURE_LENGTH - 1;
  private static final int MAJOR = Greeting.SIGNATURE_LENGTH;
  private static final int MINOR = MAJOR + 1;
  private static final int MECHANISM = MINOR + 1;
  private static final int AS_SERVER = MECHANISM + Greeting.MECHANISM_LENGTH;

  private final byte[] mechanism = new byte[Greeting.MECHANISM_LENGTH];
  private int mechanismLength;
  private int position;
  private int major;
  private int minor;
  private boolean asServer;
  private @Nullable Greeting greeting;

  /** A decoder for one greeting. */
  public GreetingDecoder() {}

  /**
   * Takes what has come of the greeting, and no byte more.
   *
   * @param in the bytes received; what follows the greeting stays in it
   * @return the greeting, or null as long as bytes of it are missing
   * @throws ProtocolException if this cannot become the greeting of a ZMTP 3.x peer
   */
  public @Nullable Greeting decode(ByteBuf in) {
    while (greeting == null && in.isReadable()) {
      take(in.readUnsignedByte(), in);
      position++;
      if (position == Greeting.LENGTH) {
        String name = new String(mechanism, 0, mechanismLength, StandardCharsets.US_ASCII);
        greeting = new Greeting(major, minor, name, asServer);
      }
    }
    return greeting;
  }

  private void take(int octet, ByteBuf following) {
    if (position == 0) {
      first(octet, following);
    } else if (position == LAST_OF_SIGNATURE) {
      lastOfSignature(octet);
    } else if (position == MAJOR) {
      major(octet);
    } else if (position == MINOR) {
      minor = octet;
    } else if (position >= MECHANISM && position < AS_SERVER) {
      mechanism(octet);
    } else if (position == AS_SERVER) {
      // RFC 37 has 0 and 1. libzmq never looks, and nothing depends on it, so no value is refused.
      asServer = octet != 0;
    }
  }

  private static void first(int octet, ByteBuf following) {
    if (octet != 0xff) {
      throw new ProtocolException(
          Rule.SIGNATURE,
          "not a ZMTP greeting: its first byte is %s instead of 0xff; it looks like %s"
              .formatted(hex(octet), guess(octet, following)));
    }
  }

  private static String guess(int octet, ByteBuf following) {
    int next = following.isReadable() ? following.getUnsignedByte(following.readerIndex()) : -1;
    if (octet == 0x16 && next == 0x03) {
      return "TLS";
    }
    // ZMTP 1.0 begins with a frame: its length, flags of zero, then the identity.
    if (next == 0x00 || (octet == 0x01 && next == -1)) {
      return "a peer that speaks ZMTP 1.0, which announces no version; ZMTP 3.x is required";
    }
    if (octet >= ' ' && octet <= '~') {
      return "text, such as an HTTP request";
    }
    return "no protocol known here";
  }

  private static void lastOfSignature(int octet) {
    if ((octet & 1) == 0) {
      throw new ProtocolException(
          Rule.SIGNATURE,
          ("not a ZMTP greeting: its tenth byte is %s instead of 0x7f; it looks like a peer that"
                  + " speaks ZMTP 1.0, which announces no version; ZMTP 3.x is required")
              .formatted(hex(octet)));
    }
  }

  private void major(int octet) {
    if (octet < 3) {
      throw new ProtocolException(
          Rule.VERSION,
          "the peer speaks ZMTP %s (revision %d); ZMTP 3.x is required"
              .formatted(octet == 0 ? "1.0" : "2.0", octet));
    }
    major = octet;
  }

  private void mechanism(int octet) {
    int index = position - MECHANISM;
    if (octet != 0) {
      if (mechanismLength != index) {
        throw new ProtocolException(
            Rule.MECHANISM_MISMATCH,
            "the peer's mechanism does not parse: byte %d of its name is %s, after the padding"
                .formatted(index, hex(octet)));
      }
      if (!Greeting.isMechanismCharacter(octet)) {
        throw new ProtocolException(
            Rule.MECHANISM_MISMATCH,
            "the peer's mechanism does not parse: byte %d of its name is %s, not printable ASCII"
                .formatted(index, hex(octet)));
      }
      mechanism[mechanismLength++] = (byte) octet;
    } else if (index == 0) {
      throw new ProtocolException(
          Rule.MECHANISM_MISMATCH,
          "the peer names no mechanism; NULL is what no security is called");
    }
  }

  private static String hex(int octet) {
    return "0x%02x".formatted(octet);
  }
}
