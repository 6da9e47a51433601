package reactor.zmtp.connection;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.wire.Command;

/**
 * How credit looks on the wire (CREDIT.md beside the core's README): a property of the handshake
 * with the credit to begin with, in decimal digits, of messages and, after a space, of bytes, where
 * 0 is no bound; and a command of two numbers of eight octets, or three.
 */
public final class CreditFormat {

  /** The property's name, which no application may use. */
  public static final String PROPERTY = "X-ZMTP-Credit";

  private static final Pattern VALUE = Pattern.compile("(\\d{1,18})(?: (\\d{1,18}))?");

  private CreditFormat() {}

  /** The property's value. */
  public static String property(Credit first) {
    String messages = digits(first.messages());
    return first.bytes() == Credit.UNLIMITED ? messages : messages + " " + digits(first.bytes());
  }

  private static String digits(long bound) {
    return bound == Credit.UNLIMITED ? "0" : Long.toString(bound);
  }

  /**
   * The credit a peer begins with; null if it does not know of credit. A property of this name that
   * means something else to somebody else is no reason to refuse him.
   */
  public static @Nullable Credit of(PeerMetadata peer) {
    String value = peer.property(PROPERTY);
    if (value == null) {
      return null;
    }
    Matcher matcher = VALUE.matcher(value);
    return matcher.matches()
        ? new Credit(0, bound(matcher.group(1)), bound(matcher.group(2)))
        : null;
  }

  private static long bound(@Nullable String digits) {
    long bound = digits == null ? 0 : Long.parseLong(digits);
    return bound == 0 ? Credit.UNLIMITED : bound;
  }

  static Command command(Credit credit) {
    boolean countsBytes = credit.bytes() != Credit.UNLIMITED;
    ByteBuffer body = ByteBuffer.allocate((countsBytes ? 3 : 2) * Long.BYTES);
    body.putLong(credit.taken()).putLong(credit.messages());
    if (countsBytes) {
      body.putLong(credit.bytes());
    }
    return Command.of(Command.CREDIT, body.array());
  }

  /**
   * Reads the command.
   *
   * @throws ProtocolException if it has not two numbers, or three
   */
  static Credit decode(Command credit) {
    byte[] body = credit.body();
    if (body.length != 2 * Long.BYTES && body.length != 3 * Long.BYTES) {
      throw new ProtocolException(
          Rule.MALFORMED_COMMAND,
          "a CREDIT command of %d bytes after its name; it has 16, or 24".formatted(body.length));
    }
    ByteBuffer numbers = ByteBuffer.wrap(body);
    return new Credit(
        unsigned(numbers.getLong()),
        unsigned(numbers.getLong()),
        numbers.hasRemaining() ? unsigned(numbers.getLong()) : Credit.UNLIMITED);
  }

  /** What does not fit into 63 bits is no bound. */
  private static long unsigned(long number) {
    return number < 0 ? Credit.UNLIMITED : number;
  }
}
