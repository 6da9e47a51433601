package reactor.zmtp.samples.benchmarks.peers;

import java.util.List;
import reactor.zmtp.samples.benchmarks.peer.Role;

/**
 * Something to measure.
 *
 * @param kind what
 * @param size of each message, in bytes
 */
record Work(Kind kind, int size) {

  /** What can be measured, by two processes of which one reports. */
  enum Kind {
    RATE("rate", Role.RECEIVE, Role.SEND),
    ROUND_TRIP("round-trip", Role.ECHO, Role.PING),
    SILENCE("silence", Role.LISTEN, Role.PULSE);

    final String option;
    final Role binder;
    final Role connector;

    Kind(String option, Role binder, Role connector) {
      this.option = option;
      this.binder = binder;
      this.connector = connector;
    }

    /** What is reported, the most telling first. */
    List<Metric> metrics() {
      return switch (this) {
        case RATE -> List.of(Metric.RATE);
        case ROUND_TRIP -> List.of(Metric.P50, Metric.P99);
        // Ten a second are too few for a percentile far out.
        case SILENCE -> List.of(Metric.P50);
      };
    }

    boolean reportedByBinder() {
      return this != ROUND_TRIP;
    }

    @Override
    public String toString() {
      return option;
    }
  }

  String label() {
    return switch (kind) {
      case RATE -> "PUSH → PULL, " + bytes(size);
      case ROUND_TRIP -> "PAIR round trip, " + bytes(size);
      case SILENCE -> "one way after 100 ms of silence, " + bytes(size);
    };
  }

  static String bytes(int size) {
    return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
  }
}
