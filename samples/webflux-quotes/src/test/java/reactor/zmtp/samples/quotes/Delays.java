package reactor.zmtp.samples.quotes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import reactor.core.publisher.Mono;

/** How long messages took, in steps of 10 microseconds. */
final class Delays {

  private static final long STEP = 10_000;

  private volatile AtomicIntegerArray counts = new AtomicIntegerArray(1_000_000);

  /** One came now. */
  void add(long publishedAt) {
    long delay = (System.nanoTime() - publishedAt) / STEP;
    counts.incrementAndGet((int) Math.min(delay, counts.length() - 1));
  }

  /** Waits until so many have come. */
  void await(long messages) {
    while (total(counts) < messages) {
      Mono.delay(Duration.ofMillis(100)).block();
    }
  }

  /** Those of a time from now on. */
  Summary during(Duration time) {
    AtomicIntegerArray mine = new AtomicIntegerArray(counts.length());
    counts = mine;
    Mono.delay(time).block();
    long all = total(mine);
    return new Summary(all, at(mine, all / 2), at(mine, all * 99 / 100));
  }

  private static long total(AtomicIntegerArray counts) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    return total;
  }

  private static Duration at(AtomicIntegerArray counts, long rank) {
    long seen = 0;
    int i = -1;
    while (seen <= rank && i < counts.length() - 1) {
      seen += counts.get(++i);
    }
    return Duration.ofNanos(i * STEP);
  }

  record Summary(long messages, Duration p50, Duration p99) {

    @Override
    public String toString() {
      return "%,d messages, p50 %.2f ms, p99 %.2f ms"
          .formatted(messages, p50.toNanos() / 1e6, p99.toNanos() / 1e6);
    }
  }
}
