package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/**
 * A security context of two sides that share a key: each takes what the other made, once and in its
 * order, and nothing that anybody else did. It hides nothing.
 */
public final class KeyedGss extends FakeGss {

  /** What goes wrong on a side, whatever the peer sends. */
  public enum Fault {
    NONE,
    /** GSSAPI fails. */
    FAILURE,
    /** The JDK does. */
    EXCEPTION,
    /** There is always another token. */
    ENDLESS,
    /** There is none. */
    SILENCE,
    /** The server does not prove itself. */
    NOT_MUTUAL,
    /** The two cannot encrypt. */
    NOT_CONFIDENTIAL,
    /** No thread does the second step. */
    BUSY
  }

  private static final byte[] KEY = {'k', 'e', 'y'};
  private static final byte[] NO_TOKEN = {};

  private final int own;
  private final int rounds;
  private final Fault fault;
  private int given;
  private int taken;
  private long wrapped;
  private long unwrapped;

  private KeyedGss(int own, int rounds, Fault fault) {
    this.own = own;
    this.rounds = rounds;
    this.fault = fault;
    mutual = fault != Fault.NOT_MUTUAL;
    confidential = fault != Fault.NOT_CONFIDENTIAL;
  }

  /** That of the client, which is established with a number of tokens of the server. */
  public static KeyedGss client(int rounds, Fault fault) {
    return new KeyedGss(0, rounds, fault);
  }

  /** That of the server, which is established with as many of the client. */
  public static KeyedGss server(int rounds, Fault fault) {
    return new KeyedGss(1, rounds, fault);
  }

  /** Whether a thread is missing now. */
  public boolean isBusy() {
    return fault == Fault.BUSY && created > 0;
  }

  /** Whether every context that was created is disposed of. */
  public boolean isDisposed() {
    return disposed == created;
  }

  @Override
  public byte[] step(GSSContext context, byte[] token) throws GSSException {
    if (fault == Fault.FAILURE) {
      throw new GSSException(GSSException.NO_CRED);
    }
    if (fault == Fault.EXCEPTION) {
      throw new IllegalStateException("what the JDK did not expect");
    }
    boolean begins = own == 0 && given == 0;
    if (!Arrays.equals(token, begins ? NO_TOKEN : token(1 - own, taken))) {
      throw new GSSException(GSSException.DEFECTIVE_TOKEN);
    }
    if (!begins) {
      taken++;
    }
    boolean silent = fault == Fault.SILENCE || (own == 0 && isEstablished());
    return silent ? NO_TOKEN : token(own, given++);
  }

  @Override
  boolean isEstablished() {
    return taken >= rounds && fault != Fault.ENDLESS;
  }

  private static byte[] token(int side, int number) {
    return ByteBuffer.allocate(10)
        .put((byte) side)
        .put((byte) number)
        .putLong(mac(2 + side, number, NO_TOKEN))
        .array();
  }

  @Override
  byte[] wrap(byte[] plain, int offset, int length, MessageProp properties) throws GSSException {
    properties.setPrivacy(true);
    byte[] message = Arrays.copyOfRange(plain, offset, offset + length);
    long number = wrapped++;
    return ByteBuffer.allocate(WRAPPED.length + 2 * Long.BYTES + length)
        .put(WRAPPED)
        .putLong(number)
        .putLong(mac(own, number, message))
        .put(message)
        .array();
  }

  /** As with the JDK, what is too short is an exception of its own. */
  @Override
  byte[] unwrap(byte[] token, int offset, int length, MessageProp properties) throws GSSException {
    ByteBuffer in = ByteBuffer.wrap(token, offset, length);
    byte[] begin = new byte[WRAPPED.length];
    long number = in.get(begin).getLong();
    long mac = in.getLong();
    byte[] message = new byte[in.remaining()];
    in.get(message);
    if (!Arrays.equals(begin, WRAPPED) || mac != mac(1 - own, number, message)) {
      throw new GSSException(GSSException.BAD_MIC);
    }
    properties.setPrivacy(true);
    properties.setSupplementaryStates(
        number < unwrapped, false, false, number > unwrapped, 0, null);
    unwrapped = Math.max(unwrapped, number + 1);
    return message;
  }

  private static long mac(int purpose, long number, byte[] message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(KEY);
      digest.update(ByteBuffer.allocate(9).put((byte) purpose).putLong(number).flip());
      return ByteBuffer.wrap(digest.digest(message)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
