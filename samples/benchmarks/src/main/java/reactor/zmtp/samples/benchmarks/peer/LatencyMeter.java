package reactor.zmtp.samples.benchmarks.peer;

import java.util.Arrays;
import java.util.Locale;

/** Keeps every latency of a measurement, on one thread, and reports percentiles in nanoseconds. */
final class LatencyMeter {

  private static final int MAX_SAMPLES = 1 << 21;

  private final long[] samples;
  private int sampled;

  LatencyMeter() {
    this(MAX_SAMPLES);
  }

  LatencyMeter(int expected) {
    samples = new long[Math.max(1, expected)];
  }

  /** Keeps a latency; true when there is no room for another. */
  boolean add(long nanos) {
    samples[sampled++] = nanos;
    return sampled == samples.length;
  }

  void report() {
    Arrays.sort(samples, 0, sampled);
    PeerProgram.result(
        String.format(
            Locale.ROOT,
            "p50=%d p99=%d p99.9=%d samples=%d",
            percentile(50),
            percentile(99),
            percentile(99.9),
            sampled));
  }

  private long percentile(double p) {
    return samples[Math.min(sampled - 1, (int) (p / 100 * sampled))];
  }
}
