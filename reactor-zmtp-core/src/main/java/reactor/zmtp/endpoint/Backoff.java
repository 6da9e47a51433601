package reactor.zmtp.endpoint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Delays before each further attempt to connect (ZMQ_RECONNECT_IVL, ZMQ_RECONNECT_IVL_MAX).
 *
 * <p>The delay begins at the interval and doubles with each failure until it reaches the maximum;
 * without a maximum above the interval it stays. What is waited is drawn evenly from the upper half
 * of the delay, so that peers that lost the same server do not all come back at once, and nobody
 * waits longer than the maximum. (libzmq draws only while it does not double, and then adds up to
 * one interval.)
 *
 * <p>An interval of zero means at once: the first attempt is not delayed, those after it are a
 * millisecond apart, for ever. A negative interval means never.
 *
 * <p>Not thread-safe: it belongs to its connector's event loop.
 */
final class Backoff {

  /** 292 years: more would overflow the nanoseconds that schedulers count in. */
  private static final long LONGEST_MILLIS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE);

  private final long first;
  private final long max;
  private final RandomGenerator random;
  private long next;

  /**
   * A delay does not grow if {@code max} is not above the interval; {@code random} is for the
   * jitter.
   */
  Backoff(Duration interval, Duration max, RandomGenerator random) {
    this.first = millis(interval);
    this.max = first > 0 ? Math.max(first, millis(max)) : 1;
    this.random = random;
    this.next = first;
  }

  /**
   * Whole milliseconds, rounded up: what is not zero must not become it. Anything negative is -1.
   */
  private static long millis(Duration duration) {
    if (duration.isNegative()) {
      return -1;
    }
    if (duration.compareTo(Duration.ofMillis(LONGEST_MILLIS)) >= 0) {
      return LONGEST_MILLIS;
    }
    return duration.plusNanos(999_999).toMillis();
  }

  boolean mayRetry() {
    return first >= 0;
  }

  /** The delay before the next attempt, in whole milliseconds; each call is another failure. */
  Duration nextDelay() {
    if (!mayRetry()) {
      throw new IllegalStateException("a negative reconnect interval means never to reconnect");
    }
    long delay = next;
    if (delay == 0) {
      next = 1;
      return Duration.ZERO;
    }
    next = delay > max / 2 ? max : delay * 2;
    return Duration.ofMillis(random.nextLong(delay - delay / 2, delay + 1));
  }

  /** Begins anew, after a connection that lived for a while. */
  void reset() {
    next = first;
  }
}
