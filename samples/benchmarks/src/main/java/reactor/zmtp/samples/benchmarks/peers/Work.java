package reactor.zmtp.samples.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.samples.benchmarks.peer.Role;
import reactor.zmtp.samples.benchmarks.peer.Security;

/**
 * Something to measure.
 *
 * @param kind what
 * @param transport what it goes over
 * @param security of its connections
 * @param size of each message, in bytes
 * @param count of peers, of sockets or of topics, where there are some
 */
record Work(Kind kind, Transport transport, Security security, int size, int count) {

  /** Over tcp, and not protected. */
  Work(Kind kind, int size, int count) {
    this(kind, Transport.TCP, Security.NULL, size, count);
  }

  /** What can be measured, by two processes of which one reports. */
  enum Kind {
    RATE("rate", Role.RECEIVE, Role.SEND, Role.RECEIVE),
    ROUND_TRIP("round-trip", Role.ECHO, Role.PING, Role.PING),
    SILENCE("silence", Role.LISTEN, Role.PULSE, Role.LISTEN),
    REQ_REP("req-rep", Role.REPLY, Role.REQUEST, Role.REQUEST),
    ROUTER("router", Role.ROUTE, Role.DEAL, Role.DEAL),
    FAN_OUT("fan-out", Role.PUBLISH, Role.SUBSCRIBE, Role.SUBSCRIBE),
    TOPICS("topics", Role.MATCH, Role.CHOOSE, Role.CHOOSE),
    CURVE("curve", Role.RECEIVE, Role.SEND, Role.RECEIVE),
    HANDSHAKES("handshakes", Role.ROUTE, Role.VISIT, Role.VISIT),
    COLD_START("cold-start", Role.AWAIT, Role.BEGIN, Role.AWAIT),
    CONNECTIONS("connections", Role.HOST, Role.ARRIVE, Role.HOST),
    SCALE_PULL("scale-pull", Role.RECEIVE, Role.SEND, Role.RECEIVE),
    SCALE_ROUTER("scale-router", Role.ROUTE, Role.DEAL, Role.DEAL),
    SCALE_PUB("scale-pub", Role.BROADCAST, Role.SUBSCRIBE, Role.SUBSCRIBE),
    SCALE_TOPICS("scale-topics", Role.MATCH, Role.CHOOSE, Role.CHOOSE),
    SCALE_SOCKETS("scale-sockets", Role.SUPPLY, Role.COLLECT, Role.COLLECT);

    final String option;
    final Role binder;
    final Role connector;
    private final Role reporter;

    Kind(String option, Role binder, Role connector, Role reporter) {
      this.option = option;
      this.binder = binder;
      this.connector = connector;
      this.reporter = reporter;
    }

    /** What is reported, the most telling first. */
    List<Metric> metrics() {
      return switch (this) {
        case RATE, ROUTER, FAN_OUT, TOPICS, CURVE, HANDSHAKES -> List.of(Metric.RATE);
        case ROUND_TRIP, REQ_REP -> List.of(Metric.P50, Metric.P99);
        // Ten a second are too few for a percentile far out.
        case SILENCE -> List.of(Metric.P50);
        case COLD_START -> List.of(Metric.START);
        case CONNECTIONS -> List.of(Metric.WARM, Metric.COLD, Metric.HEAP, Metric.RESIDENT);
        case SCALE_PULL, SCALE_ROUTER, SCALE_PUB, SCALE_TOPICS, SCALE_SOCKETS ->
            List.of(Metric.RATE, Metric.COST);
      };
    }

    boolean reportedByBinder() {
      return reporter == binder;
    }

    /** Whether its programs say when they begin to measure, so that their time can be taken. */
    boolean saysWhenItMeasures() {
      return switch (this) {
        case SILENCE, COLD_START, CONNECTIONS -> false;
        default -> true;
      };
    }

    /** Whether it is about how cost grows with a number. */
    boolean scales() {
      return option.startsWith("scale-");
    }

    /** The side that a crowd plays, or null if the library plays both. */
    @Nullable Role crowd() {
      return switch (this) {
        case CONNECTIONS, SCALE_PULL, SCALE_ROUTER, SCALE_PUB -> connector;
        case SCALE_SOCKETS -> binder;
        default -> null;
      };
    }

    @Override
    public String toString() {
      return option;
    }
  }

  String label() {
    return switch (kind) {
      case RATE -> "PUSH → PULL" + over() + ", " + bytes(size);
      case ROUND_TRIP -> "PAIR round trip" + over() + ", " + bytes(size);
      case SILENCE -> "one way after 100 ms of silence, " + bytes(size);
      case REQ_REP -> "REQ ↔ REP round trip, " + bytes(size);
      case ROUTER -> "DEALER ↔ ROUTER, 64 under way, " + bytes(size);
      case FAN_OUT -> "PUB → " + count + " SUB, deliveries, " + bytes(size);
      case TOPICS -> "PUB, " + number() + " topics, half match, deliveries, " + bytes(size);
      case CURVE -> "PUSH → PULL under CURVE, " + bytes(size);
      case HANDSHAKES -> "handshakes, " + security;
      case COLD_START -> "from process start to 90 % of the rate, " + bytes(size);
      case CONNECTIONS -> number() + " peers of a ROUTER";
      case SCALE_PULL -> number() + " PUSH → PULL, " + bytes(size);
      case SCALE_ROUTER -> number() + " DEALER ↔ ROUTER, " + bytes(size);
      case SCALE_PUB -> "PUB → " + number() + " SUB, none lost, deliveries, " + bytes(size);
      case SCALE_TOPICS -> "PUB, " + number() + " topics, deliveries, " + bytes(size);
      case SCALE_SOCKETS -> "PUSH → " + number() + " PULL of a context, " + bytes(size);
    };
  }

  private String over() {
    return transport == Transport.TCP ? "" : " over " + transport;
  }

  private String number() {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String bytes(int size) {
    return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
  }
}
