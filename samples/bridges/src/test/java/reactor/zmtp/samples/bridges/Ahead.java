package reactor.zmtp.samples.bridges;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;

/** How much was taken from a publisher and not delivered yet. */
final class Ahead {

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong most = new AtomicLong();

  <T> T taken(T value) {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    return value;
  }

  /** Asks for one at a time. */
  <T> Flux<T> delivered(Flux<T> received) {
    return received.doOnNext(value -> now.decrementAndGet()).limitRate(1);
  }

  void until(long expected) {
    Flux.interval(Duration.ZERO, Duration.ofMillis(5))
        .takeUntil(tick -> now.get() == expected)
        .blockLast(Duration.ofSeconds(20));
  }

  long most() {
    return most.get();
  }
}
