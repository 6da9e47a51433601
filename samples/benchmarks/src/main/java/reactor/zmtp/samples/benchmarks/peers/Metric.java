package reactor.zmtp.samples.benchmarks.peers;

import java.util.Locale;

/** One number of a result, under the name the programs print it by. */
enum Metric {
  /** Messages per second. */
  RATE("rate", "", true),
  /** A median, in nanoseconds. */
  P50("p50", "p50", false),
  /** A 99th percentile, in nanoseconds. */
  P99("p99", "p99", false);

  final String key;
  final String label;
  final boolean moreIsBetter;

  Metric(String key, String label, boolean moreIsBetter) {
    this.key = key;
    this.label = label;
    this.moreIsBetter = moreIsBetter;
  }

  /** Three significant digits, with a unit. */
  String format(double value) {
    if (this != RATE) {
      return digits(value / 1e3) + " µs";
    }
    return value >= 1e6 ? digits(value / 1e6) + " M/s" : digits(value / 1e3) + " k/s";
  }

  static String digits(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
