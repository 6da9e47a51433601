package reactor.zmtp.samples.patterns.pubsub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqException;

/**
 * Suicidal snail, of the guide's chapter 5 "Slow Subscriber Detection": a subscriber that has
 * fallen too far behind fails, so that somebody notices, instead of working on what is stale. It
 * trusts the clocks of both machines, and sees nothing of what a publisher has dropped.
 */
public final class SuicidalSnail {

  private SuicidalSnail() {}

  /** Signals that a subscriber is too slow. */
  public static final class TooLateException extends ZmqException {

    private static final long serialVersionUID = 1L;

    TooLateException(Duration late, Duration most) {
      super(
          "the subscriber is %s behind its publisher, and %s are allowed: make it faster, or subscribe to less"
              .formatted(late, most));
    }
  }

  /**
   * Makes a subscriber a snail, by {@code transform}. What counts is the moment when a value is
   * taken, so it belongs just before the slow step: what waits in sockets and buffers before it
   * gets older there.
   *
   * @param <T> the values
   * @param sent when a value was sent, as its publisher says
   * @param most how old a value may be
   * @param clock what time it is
   * @return passes values on; fails with {@link TooLateException} at the first that is older
   */
  public static <T> Function<Flux<T>, Flux<T>> notLaterThan(
      Duration most, Function<? super T, Instant> sent, Clock clock) {
    return values ->
        values.handle(
            (value, sink) -> {
              Duration late = Duration.between(sent.apply(value), clock.instant());
              if (late.compareTo(most) > 0) {
                sink.error(new TooLateException(late, most));
              } else {
                sink.next(value);
              }
            });
  }
}
