package reactor.zmtp.samples.quickstart;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import reactor.core.publisher.Flux;

/** Backpressure as the source of the lines saw it. */
final class Demand {

  private final AtomicLong portions = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong counted = new AtomicLong();
  private final LongAccumulator ahead = new LongAccumulator(Math::max, 0);

  Flux<String> watch(Flux<String> source) {
    return source.doOnNext(line -> taken()).doOnRequest(this::asked);
  }

  private void asked(long more) {
    portions.incrementAndGet();
    asked.addAndGet(more);
    largest.accumulate(more);
  }

  private void taken() {
    ahead.accumulate(lines.incrementAndGet() - counted.get());
  }

  /** A line has come to its end. */
  void counted() {
    counted.incrementAndGet();
  }

  long portions() {
    return portions.get();
  }

  long asked() {
    return asked.get();
  }

  long largestPortion() {
    return largest.get();
  }

  /** Lines taken from the source. */
  long lines() {
    return lines.get();
  }

  /** The most lines that were ever under way between the source and the sink. */
  long mostUnderWay() {
    return ahead.get();
  }
}
