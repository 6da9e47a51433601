package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/**
 * Command frame, spoken between engines and never seen by the application. Its payload is the
 * length of the name, the name, and a body whose form depends on the name.
 *
 * <p>Names are compared exactly, as libzmq does.
 */
public final class Command {

  /** Completes the NULL handshake; its body is {@link Metadata}. */
  public static final String READY = "READY";

  /** Refuses the handshake; its body is read by {@link ErrorReason}. */
  public static final String ERROR = "ERROR";

  /** Asks for a sign of life; its body is read by {@link Ping}. */
  public static final String PING = "PING";

  /** Gives a sign of life; its body is the context of the PING. */
  public static final String PONG = "PONG";

  /** Grants credit; its body is two numbers, or three (CREDIT.md). */
  public static final String CREDIT = "CREDIT";

  /**
   * libzmq's ERROR of PLAIN, up to its current master: C reads "\\x05ERROR" in its source as one
   * byte, 0x05E, and four letters. Understood here but not sent: RFC 37's form is.
   */
  private static final byte[] ERROR_OF_LIBZMQ = {'^', 'R', 'R', 'O', 'R'};

  private static final byte[] EMPTY = {};

  /**
   * Command frame with an empty payload, and so no name: libzmq's GSSAPI client sends it when it
   * has no more tokens. Never decoded.
   */
  public static final Command NOTHING = new Command("", EMPTY);

  private final String name;
  private final byte[] body;

  private Command(String name, byte[] body) {
    this.name = name;
    this.body = body;
  }

  /** The body is not copied. */
  public static Command of(String name, byte[] body) {
    if (name.isEmpty() || name.length() > 255) {
      throw new IllegalArgumentException(
          "a command's name has 1 to 255 letters, not " + name.length());
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Ascii.isLetter(name.charAt(i))) {
        throw new IllegalArgumentException(
            "command \"" + name + "\": a name has only letters A to Z");
      }
    }
    return new Command(name, body);
  }

  public static Command ready(Metadata metadata) {
    return new Command(READY, metadata.toByteArray());
  }

  /**
   * RFC 37 allows a reason of up to 255 visible ASCII characters: a longer one is cut, and any
   * other character is sent as an underscore, so that reporting an error cannot fail itself.
   */
  public static Command error(String reason) {
    return new Command(ERROR, ErrorReason.encode(reason));
  }

  /**
   * {@code ttlDeciseconds} is how many tenths of a second of silence until the peer may take us for
   * dead; 0 says nothing about it.
   */
  public static Command ping(int ttlDeciseconds, byte[] context) {
    return new Command(PING, Ping.encode(ttlDeciseconds, context));
  }

  public static Command pong(byte[] context) {
    return new Command(PONG, Ping.checkedContext(context).clone());
  }

  /**
   * Reads the payload of a command frame to its end. RFC 37 allows only letters in a name; libzmq
   * takes any byte. We take what is printable, as the RFC wants command frames to be, so that a
   * name can be logged.
   */
  public static Command decode(ByteBuf payload) {
    int length = payload.readableBytes();
    if (length == 0) {
      throw empty();
    }
    int nameLength = payload.readUnsignedByte();
    if (nameLength == 0) {
      throw malformed("a command without a name; a name has 1 to 255 letters");
    }
    if (nameLength > length - 1) {
      if (isErrorOfLibzmq(payload)) {
        payload.skipBytes(ERROR_OF_LIBZMQ.length - 1);
        return new Command(ERROR, rest(payload));
      }
      throw malformed(
          "a command's name of %d bytes in a frame of %d bytes".formatted(nameLength, length));
    }
    byte[] name = new byte[nameLength];
    payload.readBytes(name);
    for (int i = 0; i < nameLength; i++) {
      if (name[i] <= ' ' || name[i] > '~') {
        throw malformed(
            "byte %d of a command's name is 0x%02x; a name has only letters".formatted(i, name[i]));
      }
    }
    return new Command(new String(name, StandardCharsets.US_ASCII), rest(payload));
  }

  private static byte[] rest(ByteBuf payload) {
    byte[] body = payload.isReadable() ? new byte[payload.readableBytes()] : EMPTY;
    payload.readBytes(body);
    return body;
  }

  // Called with the length read: it would begin a name of 94 bytes, which are not there.
  private static boolean isErrorOfLibzmq(ByteBuf payload) {
    int at = payload.readerIndex() - 1;
    for (int i = 0; i < ERROR_OF_LIBZMQ.length; i++) {
      if (at + i >= payload.writerIndex() || payload.getByte(at + i) != ERROR_OF_LIBZMQ[i]) {
        return false;
      }
    }
    return true;
  }

  public String name() {
    return name;
  }

  public boolean is(String other) {
    return name.equals(other);
  }

  /** The body itself, not a copy, and not to be changed. */
  public byte[] body() {
    return body;
  }

  /** Empty for {@link #NOTHING}. */
  public byte[] payload() {
    byte[] payload = new byte[payloadLength()];
    if (payload.length > 0) {
      payload[0] = (byte) name.length();
      System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, payload, 1, name.length());
      System.arraycopy(body, 0, payload, 1 + name.length(), body.length);
    }
    return payload;
  }

  public int frameLength() {
    int payload = payloadLength();
    return Math.addExact(payload, Framing.ZMTP_2_0.headerSize(payload));
  }

  public void writeTo(ByteBuf out) {
    out.writeBytes(Framing.ZMTP_2_0.frame(FrameFlags.COMMAND, payload()));
  }

  private int payloadLength() {
    return name.isEmpty() ? 0 : Math.addExact(1 + name.length(), body.length);
  }

  static ProtocolException empty() {
    return malformed("an empty command frame; a command begins with the length of its name");
  }

  static ProtocolException malformed(String message) {
    return new ProtocolException(Rule.MALFORMED_COMMAND, message);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Command that
        && name.equals(that.name)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, Arrays.hashCode(body));
  }

  /** Leaves out the body, which may carry a password. */
  @Override
  public String toString() {
    return "Command[" + name + ", " + body.length + " bytes]";
  }
}
