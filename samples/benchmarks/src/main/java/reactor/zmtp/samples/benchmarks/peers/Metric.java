package reactor.zmtp.samples.benchmarks.peers;

import java.util.Locale;

/** One number of a result, under the name the programs print it by. */
enum Metric {
  /** Messages, or handshakes, per second. */
  RATE("rate", ""),
  /** A median, in nanoseconds. */
  P50("p50", "p50"),
  /** A 99th percentile, in nanoseconds. */
  P99("p99", "p99"),
  /** Processor time of a message in the process that is measured, in nanoseconds. */
  COST("cost", "processor time"),
  /** The same of both processes. */
  COST_OF_BOTH("cost-of-both", "processor time of both"),
  /** From the start of a process until it runs as it does in the end, in nanoseconds. */
  START("start", ""),
  /** Until a message of each peer is there, in nanoseconds, the first time. */
  COLD("cold", "all there"),
  /** The same, the second time. */
  WARM("warm", "all there again"),
  /** On the heap of Java, in bytes. */
  HEAP("heap", "heap of each"),
  /** In memory, in bytes. */
  RESIDENT("resident", "memory of each");

  final String key;
  final String label;

  Metric(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** Three significant digits, with a unit. */
  String format(double value) {
    return switch (this) {
      case RATE -> value >= 1e6 ? digits(value / 1e6) + " M/s" : digits(value / 1e3) + " k/s";
      case P50, P99 -> digits(value / 1e3) + " µs";
      case COST, COST_OF_BOTH -> digits(value) + " ns";
      case START, COLD, WARM -> digits(value / 1e6) + " ms";
      case HEAP, RESIDENT -> digits(value / 1e3) + " KB";
    };
  }

  static String digits(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
