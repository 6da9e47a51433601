package reactor.zmtp.wire;

import java.time.Duration;
import java.util.Arrays;

/** The body of a PING command: how long until silence may be taken for death, and a context. */
public final class Ping {

  /** The longest context RFC 37 allows. */
  public static final int MAX_CONTEXT = 16;

  private static final int TTL_LENGTH = 2;
  private static final int MAX_TTL = 0xffff;

  /**
   * libzmq turns the tenths of a second it receives into milliseconds in 16 bits: 65.6 seconds
   * become 64 milliseconds, and the peer is dead at once.
   */
  private static final int MAX_TTL_FOR_LIBZMQ = 655;

  private final int ttlDeciseconds;
  private final byte[] context;

  private Ping(int ttlDeciseconds, byte[] context) {
    this.ttlDeciseconds = ttlDeciseconds;
    this.context = context;
  }

  /**
   * Reads a PING command. A context beyond the 16 bytes of RFC 37 is cut there, as libzmq does, so
   * that the PONG keeps to the RFC.
   *
   * @param ping a PING command
   * @return its time to live and its context
   * @throws reactor.zmtp.ProtocolException if there is no time to live
   */
  public static Ping decode(Command ping) {
    byte[] body = ping.body();
    if (body.length < TTL_LENGTH) {
      throw Command.malformed(
          "a PING command of %d bytes after its name; its time to live takes 2"
              .formatted(body.length));
    }
    int ttl = Byte.toUnsignedInt(body[0]) << 8 | Byte.toUnsignedInt(body[1]);
    int end = Math.min(body.length, TTL_LENGTH + MAX_CONTEXT);
    return new Ping(ttl, Arrays.copyOfRange(body, TTL_LENGTH, end));
  }

  /**
   * A time to live as PING announces it: rounded up to tenths of a second, and at most 65.5
   * seconds, because libzmq misreads what is longer.
   *
   * @param ttl the time; zero and less announce none
   * @return tenths of a second, 0 to 655
   */
  public static int ttlDeciseconds(Duration ttl) {
    if (ttl.isNegative()) {
      return 0;
    }
    if (ttl.toSeconds() > MAX_TTL_FOR_LIBZMQ / 10) {
      return MAX_TTL_FOR_LIBZMQ;
    }
    long deciseconds = (ttl.toNanos() + 99_999_999) / 100_000_000;
    return (int) Math.min(deciseconds, MAX_TTL_FOR_LIBZMQ);
  }

  /**
   * How long the peer wants us to wait for traffic before we take it for dead.
   *
   * @return tenths of a second, 0 to 65535; 0 if the peer does not say
   */
  public int ttlDeciseconds() {
    return ttlDeciseconds;
  }

  /**
   * How long the peer wants us to wait for traffic before we take it for dead.
   *
   * @return the time, zero if the peer does not say
   */
  public Duration ttl() {
    return Duration.ofMillis(100L * ttlDeciseconds);
  }

  /**
   * The command that answers this one.
   *
   * @return a PONG with the same context
   */
  public Command pong() {
    return Command.pong(context);
  }

  /**
   * What the PONG is to carry.
   *
   * @return 0 to 16 bytes, the caller's own
   */
  public byte[] context() {
    return context.clone();
  }

  static byte[] encode(int ttlDeciseconds, byte[] context) {
    if (ttlDeciseconds < 0 || ttlDeciseconds > MAX_TTL) {
      throw new IllegalArgumentException(
          "a PING's time to live is 0 to 65535 tenths of a second, not " + ttlDeciseconds);
    }
    byte[] body = new byte[TTL_LENGTH + checkedContext(context).length];
    body[0] = (byte) (ttlDeciseconds >>> 8);
    body[1] = (byte) ttlDeciseconds;
    System.arraycopy(context, 0, body, TTL_LENGTH, context.length);
    return body;
  }

  static byte[] checkedContext(byte[] context) {
    if (context.length > MAX_CONTEXT) {
      throw new IllegalArgumentException(
          "the context of PING and PONG has at most 16 bytes, not " + context.length);
    }
    return context;
  }

  @Override
  public String toString() {
    return "Ping[ttl " + ttl() + ", context of " + context.length + " bytes]";
  }
}
