package reactor.zmtp.samples.stream;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Lets so many through that are not done yet, and no more: the bound of all memory behind it. */
final class Credit {

  private static final Boolean PERMIT = true;

  private final Sinks.Many<Boolean> permits = Sinks.many().unicast().onBackpressureBuffer();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong done = new AtomicLong();

  Credit(int most) {
    permit(most);
  }

  /** Once; the values are asked for one by one. */
  <T> Flux<T> gate(Flux<T> values) {
    return values
        .zipWith(permits.asFlux(), 1, (value, permit) -> value)
        .doOnNext(value -> taken.incrementAndGet());
  }

  void done(int count) {
    done.addAndGet(count);
    permit(count);
  }

  private void permit(int count) {
    for (int i = 0; i < count; i++) {
      permits.tryEmitNext(PERMIT); // fails when the values have ended and none is wanted
    }
  }

  long taken() {
    return taken.get();
  }

  long inFlight() {
    return taken.get() - done.get();
  }
}
