package reactor.zmtp.samples.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.samples.benchmarks.peer.Plan;
import reactor.zmtp.samples.benchmarks.peer.Role;

/**
 * One work done once, by two processes, or by one where the transport knows no other.
 *
 * @param warmUp how long messages flow before any counts
 * @param measured how long they count
 * @param prefix put before the commands, such as a choice of cores
 * @param crowd plays the side of many peers, where there is one
 * @param timed whether the processor time of both processes is reported as well
 */
record Trial(
    Duration warmUp, Duration measured, List<String> prefix, Contender crowd, boolean timed) {

  private static final Duration GRACE = Duration.ofSeconds(45);

  Map<Metric, Double> run(Contender contender, Work work) throws IOException, InterruptedException {
    if (work.transport() == Transport.INPROC) {
      return alone(contender, work);
    }
    Work.Kind kind = work.kind();
    Role crowded = kind.crowd();
    Contender binding = kind.binder == crowded ? crowd : contender;
    Contender connecting = kind.connector == crowded ? crowd : contender;
    try (PeerProcess binder = start(binding, plan(kind.binder, work.transport().anywhere, work))) {
      String endpoint = binder.await("endpoint", GRACE, null);
      try (PeerProcess connector = start(connecting, plan(kind.connector, endpoint, work))) {
        PeerProcess measured = binding.equals(crowd) ? connector : binder;
        return kind.reportedByBinder()
            ? result(binder, connector, measured, kind)
            : result(connector, binder, measured, kind);
      }
    }
  }

  private Map<Metric, Double> alone(Contender contender, Work work)
      throws IOException, InterruptedException {
    Work.Kind kind = work.kind();
    Plan plan = plan(kind.connector, work.transport().anywhere, work);
    try (PeerProcess both =
        start(contender, plan, contender.command(plan.argumentsWith(kind.binder)))) {
      return result(both, null, both, kind);
    }
  }

  private Plan plan(Role role, String endpoint, Work work) {
    return new Plan(role, endpoint, work.security(), work.size(), work.count(), warmUp, measured);
  }

  private PeerProcess start(Contender contender, Plan plan) throws IOException {
    return start(contender, plan, contender.command(plan.arguments()));
  }

  private PeerProcess start(Contender contender, Plan plan, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return new PeerProcess(contender.label() + ", " + plan.role().argument(), whole);
  }

  private Map<Metric, Double> result(
      PeerProcess reporter, @Nullable PeerProcess other, PeerProcess one, Work.Kind kind)
      throws IOException, InterruptedException {
    Duration patience = warmUp.plus(measured).plus(GRACE);
    List<Metric> metrics = new ArrayList<>(kind.metrics());
    if (timed && kind.saysWhenItMeasures()) {
      metrics.add(Metric.COST_OF_BOTH);
    }
    if (kind.saysWhenItMeasures()) {
      reporter.await("measuring", patience, other);
    }
    double before = one.processorNanos();
    double bothBefore = processorNanos(reporter, other);
    Map<String, Double> values = parse(reporter.await("result", patience, other));
    double after = one.processorNanos();
    double bothAfter = processorNanos(reporter, other);
    double messages = values.getOrDefault("messages", values.getOrDefault("samples", Double.NaN));
    values.put(Metric.COST.key, (after - before) / messages);
    values.put(Metric.COST_OF_BOTH.key, (bothAfter - bothBefore) / messages);
    Map<Metric, Double> result = new EnumMap<>(Metric.class);
    for (Metric metric : metrics) {
      Double value = values.get(metric.key);
      if (value != null) { // a program in C has no heap to report
        result.put(metric, value);
      }
    }
    return result;
  }

  private static double processorNanos(PeerProcess one, @Nullable PeerProcess other) {
    return one.processorNanos() + (other == null ? 0 : other.processorNanos());
  }

  private static Map<String, Double> parse(String line) {
    Map<String, Double> values = new HashMap<>();
    for (String pair : line.split(" ", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
    }
    return values;
  }
}
