package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;

/**
 * Reads one greeting as its bytes come. Each byte is checked when it arrives, so what is no ZMTP
 * 3.x peer is refused without waiting for 64 bytes it may never send.
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

  private final ProtocolVersion minimum;
  private @Nullable ProtocolVersion tooOld;

  public GreetingDecoder() {
    this(ProtocolVersion.ZMTP_3_0);
  }

  /** Of versions before 3.0 it knows only how to refuse them. */
  public GreetingDecoder(ProtocolVersion minimum) {
    this.minimum = minimum;
  }

  /** The version that the greeting was refused for, as far as it is known. */
  public @Nullable ProtocolVersion tooOld() {
    return tooOld;
  }

  public boolean hasSignature() {
    return position > LAST_OF_SIGNATURE;
  }

  /** Takes what has come of the greeting, and no byte more; null as long as bytes are missing. */
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
      minor(octet);
    } else if (position >= MECHANISM && position < AS_SERVER) {
      mechanism(octet);
    } else if (position == AS_SERVER) {
      // RFC 37 has 0 and 1. libzmq never looks, and nothing depends on it, so no value is refused.
      asServer = octet != 0;
    }
  }

  private void first(int octet, ByteBuf following) {
    if (octet != 0xff) {
      throw new ProtocolException(
          Rule.SIGNATURE,
          "not a ZMTP greeting: its first byte is %s instead of 0xff; it looks like %s"
              .formatted(hex(octet), guess(octet, following)));
    }
  }

  private String guess(int octet, ByteBuf following) {
    int next = following.isReadable() ? following.getUnsignedByte(following.readerIndex()) : -1;
    if ((octet == 0x16 || octet == 0x15) && next == 0x03) { // a handshake record, or an alert
      return "TLS";
    }
    // ZMTP 1.0 begins with a frame: its length, flags of zero, then the identity.
    if (next == 0x00 || (octet == 0x01 && next == -1)) {
      tooOld = ProtocolVersion.ZMTP_1_0;
      return "a peer that speaks ZMTP 1.0, which announces no version; " + required();
    }
    if (octet >= ' ' && octet <= '~') {
      return "text, such as an HTTP request";
    }
    return "no protocol known here";
  }

  private void lastOfSignature(int octet) {
    if ((octet & 1) == 0) {
      tooOld = ProtocolVersion.ZMTP_1_0;
      throw new ProtocolException(
          Rule.SIGNATURE,
          ("not a ZMTP greeting: its tenth byte is %s instead of 0x7f; it looks like a peer that"
                  + " speaks ZMTP 1.0, which announces no version; %s")
              .formatted(hex(octet), required()));
    }
  }

  private void major(int octet) {
    if (octet < 3) {
      ProtocolVersion version = octet == 0 ? ProtocolVersion.ZMTP_1_0 : ProtocolVersion.ZMTP_2_0;
      tooOld = version;
      throw new ProtocolException(
          Rule.VERSION,
          "the peer speaks %s (revision %d); %s".formatted(version.text(), octet, required()));
    }
    major = octet;
  }

  private void minor(int octet) {
    if (major == 3 && octet == 0 && minimum == ProtocolVersion.ZMTP_3_1) {
      tooOld = ProtocolVersion.ZMTP_3_0;
      throw new ProtocolException(Rule.VERSION, "the peer speaks ZMTP 3.0; " + required());
    }
    minor = octet;
  }

  private String required() {
    return switch (minimum) {
      case ZMTP_3_0 -> "ZMTP 3.x is required";
      default -> minimum.text() + " or later is required";
    };
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
