package reactor.zmtp.samples.benchmarks.peers;

import java.util.List;
import reactor.zmtp.samples.benchmarks.peer.Role;

/**
 * Something to measure.
 *
 * @param kind what
 * @param size of each message, in bytes
 * @param count of subscribers or of topics, where there are some
 */
record Work(Kind kind, int size, int count) {

  /** What can be measured, by two processes of which one reports. */
  enum Kind {
    RATE("rate", Role.RECEIVE, Role.SEND),
    ROUND_TRIP("round-trip", Role.ECHO, Role.PING),
    SILENCE("silence", Role.LISTEN, Role.PULSE),
    REQ_REP("req-rep", Role.REPLY, Role.REQUEST),
    ROUTER("router", Role.ROUTE, Role.DEAL),
    FAN_OUT("fan-out", Role.PUBLISH, Role.SUBSCRIBE),
    TOPICS("topics", Role.MATCH, Role.CHOOSE),
    CURVE("curve", Role.DECRYPT, Role.ENCRYPT);

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
        case RATE, ROUTER, FAN_OUT, TOPICS, CURVE -> List.of(Metric.RATE);
        case ROUND_TRIP, REQ_REP -> List.of(Metric.P50, Metric.P99);
        // Ten a second are too few for a percentile far out.
        case SILENCE -> List.of(Metric.P50);
      };
    }

    boolean reportedByBinder() {
      return switch (this) {
        case RATE, SILENCE, CURVE -> true;
        case ROUND_TRIP, REQ_REP, ROUTER, FAN_OUT, TOPICS -> false;
      };
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
      case REQ_REP -> "REQ ↔ REP round trip, " + bytes(size);
      case ROUTER -> "DEALER ↔ ROUTER, 64 under way, " + bytes(size);
      case FAN_OUT -> "PUB → " + count + " SUB, deliveries, " + bytes(size);
      case TOPICS -> "PUB, " + count + " topics, half match, deliveries, " + bytes(size);
      case CURVE -> "PUSH → PULL under CURVE, " + bytes(size);
    };
  }

  static String bytes(int size) {
    return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
  }
}
