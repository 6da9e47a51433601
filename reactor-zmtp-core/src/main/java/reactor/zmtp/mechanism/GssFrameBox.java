package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ZmqException;

/**
 * MESSAGE of GSSAPI, as libzmq has it: a frame that looks like one of a message and has the
 * command's name, a length and a token; wrapped in the token are the flags, then the payload.
 */
final class GssFrameBox implements FrameBox {

  private static final byte[] MESSAGE = "\7MESSAGE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SUBSCRIBE = "\11SUBSCRIBE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CANCEL = "\6CANCEL".getBytes(StandardCharsets.US_ASCII);
  private static final int TOKEN = MESSAGE.length + 4;
  private static final int FLAGS = 1;

  /** More than any encryption type of Kerberos adds to what is wrapped. */
  static final int MOST_OVERHEAD = TOKEN + FLAGS + 256;

  /**
   * Inside of a frame of libzmq after 4.3.5: a subscription, or the end of one, without a command's
   * name. Until then its subscriptions are wrapped like messages and not to be distinguished from
   * them.
   */
  private static final int SUBSCRIPTION = 4;

  private static final int CANCELLATION = 8;

  /** A token of RFC 4121, of which the length follows from that of what is wrapped. */
  private static final int WRAP_TOKEN = 0x0504;

  private final GSSContext context;
  private int overhead = MOST_OVERHEAD;
  private boolean overheadKnown;
  private int flags;

  GssFrameBox(GSSContext context) {
    this.context = context;
  }

  /** How many bytes longer a frame gets; known exactly after the first token. */
  int overhead() {
    return overhead;
  }

  byte[] wrap(int flags, byte[] payload, int offset, int length) {
    byte[] plain = new byte[Math.addExact(FLAGS, length)];
    plain[0] = (byte) flags;
    System.arraycopy(payload, offset, plain, FLAGS, length);
    MessageProp properties = new MessageProp(0, true);
    byte[] token;
    try {
      token = context.wrap(plain, 0, plain.length, properties);
    } catch (GSSException e) {
      throw cryptographic("GSSAPI cannot wrap what is to be sent: " + e.getMessage());
    }
    if (!properties.getPrivacy()) {
      throw cryptographic("GSSAPI did not encrypt what it was asked to");
    }
    checkLength(token, length);
    return token;
  }

  private void checkLength(byte[] token, int length) {
    int longer = Math.addExact(TOKEN, token.length) - length;
    if (overheadKnown) {
      if (longer != overhead) {
        throw new ZmqException(
            "GSSAPI made a frame %d bytes longer, and another one %d".formatted(overhead, longer));
      }
      return;
    }
    if (token.length < 2 || ByteBuffer.wrap(token).getShort() != WRAP_TOKEN) {
      throw cryptographic(
          "the ticket's encryption type is older than RFC 4121; one of AES is needed");
    }
    overhead = longer;
    overheadKnown = true;
  }

  @Override
  public byte[] seal(int flags, byte[] payload, int offset, int length) {
    byte[] token = wrap(flags, payload, offset, length);
    return ByteBuffer.allocate(TOKEN + token.length)
        .put(MESSAGE)
        .putInt(token.length)
        .put(token)
        .array();
  }

  @Override
  public byte[] open(byte[] sealed) {
    if (!startsWith(sealed, MESSAGE)) {
      throw new ProtocolException(
          Rule.UNEXPECTED_COMMAND,
          "a frame that is not encrypted came; after the GSSAPI handshake each is a MESSAGE");
    }
    int length = sealed.length - TOKEN;
    if (length < 1 || ByteBuffer.wrap(sealed).getInt(MESSAGE.length) != length) {
      throw HandshakeErrors.malformed(
          "a MESSAGE of %d bytes, which the length in it does not add up to"
              .formatted(sealed.length));
    }
    return unwrap(sealed, TOKEN, length);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.mismatch(bytes, 0, prefix.length, prefix, 0, prefix.length) < 0;
  }

  byte[] unwrap(byte[] token, int offset, int length) {
    MessageProp properties = new MessageProp(0, true);
    byte[] plain;
    try {
      plain = context.unwrap(token, offset, length, properties);
    } catch (GSSException | RuntimeException e) { // a forged one finds its way through the JDK
      throw cryptographic("a MESSAGE that cannot be unwrapped: it was changed on its way");
    }
    if (!properties.getPrivacy()) { // libzmq aborts its process
      throw cryptographic("a MESSAGE that is signed but not encrypted");
    }
    if (properties.isDuplicateToken()
        || properties.isOldToken()
        || properties.isUnseqToken()
        || properties.isGapToken()) {
      throw new ProtocolException(
          Rule.INVALID_SEQUENCE, "a MESSAGE out of its order: one came before, or is missing");
    }
    if (plain.length < FLAGS) {
      throw HandshakeErrors.malformed("a MESSAGE with nothing in it, not even flags");
    }
    flags = plain[0] & (MORE | COMMAND);
    if ((plain[0] & (SUBSCRIPTION | CANCELLATION)) == 0) {
      return Arrays.copyOfRange(plain, FLAGS, plain.length);
    }
    flags |= COMMAND;
    byte[] name = (plain[0] & SUBSCRIPTION) != 0 ? SUBSCRIBE : CANCEL;
    return ByteBuffer.allocate(name.length + plain.length - FLAGS)
        .put(name)
        .put(plain, FLAGS, plain.length - FLAGS)
        .array();
  }

  private static ProtocolException cryptographic(String message) {
    return new ProtocolException(Rule.CRYPTOGRAPHIC, message);
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public void forget() {
    GssNegotiation.dispose(context);
  }
}
