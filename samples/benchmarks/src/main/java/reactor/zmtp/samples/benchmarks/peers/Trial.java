package reactor.zmtp.samples.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.zmtp.samples.benchmarks.peer.Plan;
import reactor.zmtp.samples.benchmarks.peer.Role;

/**
 * One work done once by two processes.
 *
 * @param warmUp how long messages flow before any counts
 * @param measured how long they count
 * @param prefix put before both commands, such as a choice of cores
 */
record Trial(Duration warmUp, Duration measured, List<String> prefix) {

  private static final String ANY_PORT = "tcp://127.0.0.1:*";
  private static final Duration GRACE = Duration.ofSeconds(20);

  Map<Metric, Double> run(Contender contender, Work work) throws IOException, InterruptedException {
    Work.Kind kind = work.kind();
    Duration patience = warmUp.plus(measured).plus(GRACE);
    try (PeerProcess binder = start(contender, kind.binder, ANY_PORT, work)) {
      String endpoint = binder.await("endpoint", GRACE, null);
      try (PeerProcess connector = start(contender, kind.connector, endpoint, work)) {
        String result =
            kind.reportedByBinder()
                ? binder.await("result", patience, connector)
                : connector.await("result", patience, binder);
        return parse(result, kind.metrics());
      }
    }
  }

  private PeerProcess start(Contender contender, Role role, String endpoint, Work work)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        contender.command(new Plan(role, endpoint, work.size(), work.count(), warmUp, measured)));
    String name = contender.label() + ", " + work.label() + ", " + role.argument();
    return new PeerProcess(name, command);
  }

  private static Map<Metric, Double> parse(String line, List<Metric> metrics) {
    Map<String, String> values = new HashMap<>();
    for (String pair : line.split(" ", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    Map<Metric, Double> result = new EnumMap<>(Metric.class);
    for (Metric metric : metrics) {
      result.put(metric, Double.valueOf(values.get(metric.key)));
    }
    return result;
  }
}
