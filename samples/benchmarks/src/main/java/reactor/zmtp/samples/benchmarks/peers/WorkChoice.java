package reactor.zmtp.samples.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.zmtp.samples.benchmarks.peer.Security;

/** Options that say what is measured. */
final class WorkChoice {

  /** The size of a message where nothing else is said. */
  private static final int SMALL = 64;

  private static final int TOPICS = 10_000;

  private static final List<String> BY_DEFAULT =
      List.of("rate", "round-trip", "silence", "req-rep", "router", "fan-out", "topics", "curve");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--works",
      split = ",",
      paramLabel = "WORK",
      description =
          "of rate, round-trip, silence, req-rep, router, fan-out, topics, curve (default: these),"
              + " handshakes, cold-start, connections, scale-pull, scale-router, scale-pub,"
              + " scale-topics, scale-sockets, and scale for these five")
  private List<String> works = BY_DEFAULT;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "TRANSPORT",
      description = "of tcp, ipc, inproc, ws, for rate and round-trip (default: tcp)")
  private List<Transport> transports = List.of(Transport.TCP);

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "of the messages PUSH sends (default: 8,64,256,1024,16384,262144)")
  private List<Integer> sizes = List.of(8, 64, 256, 1024, 16_384, 262_144);

  @Option(
      names = "--curve-sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "of the messages PUSH sends under CURVE (default: 64,1024,65536)")
  private List<Integer> curveSizes = List.of(64, 1024, 65_536);

  @Option(
      names = "--subscribers",
      split = ",",
      paramLabel = "N",
      description = "how many, for fan-out (default: 1,10,100)")
  private List<Integer> subscribers = List.of(1, 10, 100);

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "how many, for connections (default: 10000)")
  private int connections = 10_000;

  @Option(
      names = "--scale-to",
      paramLabel = "N",
      description =
          "up to how many, for scale (default: 10000 peers, 1000000 topics, 1000 sockets)")
  private int scaleTo = Integer.MAX_VALUE;

  /**
   * The works, in the order they were asked for.
   *
   * @throws ParameterException if one cannot be measured
   */
  List<Work> works() {
    sizes.forEach(size -> refuseNonsense("--sizes", size));
    curveSizes.forEach(size -> refuseNonsense("--curve-sizes", size));
    List<Work> all = new ArrayList<>();
    for (String name : works) {
      List<Work.Kind> kinds = kinds(name);
      if (kinds.isEmpty()) {
        throw wrong("--works " + name + ": no such work");
      }
      kinds.forEach(kind -> add(kind, all));
    }
    return all;
  }

  private static List<Work.Kind> kinds(String name) {
    return List.of(Work.Kind.values()).stream()
        .filter(kind -> kind.option.equals(name) || (kind.scales() && name.equals("scale")))
        .toList();
  }

  private void add(Work.Kind kind, List<Work> all) {
    switch (kind) {
      case RATE ->
          transports.forEach(
              transport ->
                  sizes.forEach(
                      size -> all.add(new Work(kind, transport, Security.NULL, size, 0))));
      case ROUND_TRIP ->
          transports.forEach(
              transport -> all.add(new Work(kind, transport, Security.NULL, SMALL, 0)));
      case SILENCE, REQ_REP, ROUTER, COLD_START -> all.add(new Work(kind, SMALL, 0));
      case FAN_OUT -> subscribers.forEach(count -> all.add(new Work(kind, SMALL, count)));
      case TOPICS -> all.add(new Work(kind, SMALL, TOPICS));
      case CURVE ->
          curveSizes.forEach(
              size -> all.add(new Work(kind, Transport.TCP, Security.CURVE, size, 0)));
      case HANDSHAKES -> {
        for (Security security : Security.values()) {
          all.add(new Work(kind, Transport.TCP, security, SMALL, 0));
        }
      }
      case CONNECTIONS -> all.add(new Work(kind, SMALL, connections));
      case SCALE_PULL, SCALE_ROUTER, SCALE_PUB -> scale(kind, 10_000, all);
      case SCALE_TOPICS -> scale(kind, 1_000_000, all);
      case SCALE_SOCKETS -> scale(kind, 1000, all);
    }
  }

  /** The powers of ten. */
  private void scale(Work.Kind kind, int most, List<Work> all) {
    IntStream.iterate(1, count -> count <= Math.min(most, scaleTo), count -> count * 10)
        .forEach(count -> all.add(new Work(kind, SMALL, count)));
  }

  private void refuseNonsense(String option, int size) {
    if (size < 1) {
      throw wrong(option + " " + size + ": a message to count has 1 byte or more");
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
