package reactor.zmtp.samples.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of the measurements, each round apart. */
final class Results {

  /**
   * One line of the report.
   *
   * @param work what was done
   * @param metric which number of it
   */
  record Row(Work work, Metric metric) {

    String label() {
      return metric.label.isEmpty() ? work.label() : work.label() + ", " + metric.label;
    }
  }

  private final Map<Row, Map<String, List<Double>>> rounds = new LinkedHashMap<>();

  void add(Work work, Contender contender, Map<Metric, Double> values) {
    values.forEach(
        (metric, value) ->
            rounds
                .computeIfAbsent(new Row(work, metric), row -> new LinkedHashMap<>())
                .computeIfAbsent(contender.name(), name -> new ArrayList<>())
                .add(value));
  }

  List<Row> rows() {
    return List.copyOf(rounds.keySet());
  }

  /** All rounds of a contender in a row, in order; empty if it was not measured. */
  List<Double> rounds(Row row, String contender) {
    return rounds.getOrDefault(row, Map.of()).getOrDefault(contender, List.of());
  }

  boolean has(Row row, String contender) {
    return !rounds(row, contender).isEmpty();
  }

  double median(Row row, String contender) {
    double[] sorted =
        rounds(row, contender).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double min(Row row, String contender) {
    return rounds(row, contender).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max(Row row, String contender) {
    return rounds(row, contender).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
