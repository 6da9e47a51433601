package reactor.zmtp.wire;

import java.time.Duration;
import java.util.Arrays;

/** Body of a PING command: how long a silence means death, and a context. */
public final class Ping {

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
   * A time to live in tenths of a second, rounded up, and at most 65.5 seconds, because libzmq
   * misreads what is longer. Zero and less announce none.
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
   * How long a silence the peer takes for our death, in tenths of a second; 0 if it does not say.
   */
  public int ttlDeciseconds() {
    return ttlDeciseconds;
  }

  public Duration ttl() {
    return Duration.ofMillis(100L * ttlDeciseconds);
  }

  public Command pong() {
    return Command.pong(context);
  }

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
