package reactor.zmtp.hostile.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** How long things took, in nanoseconds. Written by one thread; read when it has stopped. */
final class Latencies {

  /** All the room there will be, from the beginning, so that it is no growth of the heap. */
  private final long[] nanos;

  private final AtomicInteger written = new AtomicInteger();

  Latencies(int most) {
    nanos = new long[most];
  }

  void add(long each) {
    int count = written.get();
    if (count < nanos.length) {
      nanos[count] = each;
      written.set(count + 1);
    }
  }

  double medianMicros() {
    return percentileMicros(50);
  }

  double percentileMicros(double percent) {
    int count = written.get();
    if (count == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(percent / 100 * count) - 1;
    return sorted[Math.max(0, index)] / 1000.0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d messages, median %.0f \u00b5s, p99 %.0f \u00b5s, most %.1f ms",
        written.get(),
        medianMicros(),
        percentileMicros(99),
        percentileMicros(100) / 1000);
  }
}
