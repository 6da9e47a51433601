package reactor.zmtp.samples.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/** Medians with their spread, and how many times a peer's median ours is. */
final class MarkdownTable {

  private final List<Contender> contenders;
  private final Results results;
  private final List<Contender> ours;
  private final List<Contender> peers;

  MarkdownTable(List<Contender> contenders, Results results) {
    this.contenders = contenders;
    this.results = results;
    this.ours =
        contenders.stream().filter(contender -> contender.name().startsWith("ours")).toList();
    this.peers =
        contenders.stream().filter(contender -> !contender.name().startsWith("ours")).toList();
  }

  String text() {
    List<String> head = new ArrayList<>();
    head.add("");
    contenders.forEach(contender -> head.add(contender.label()));
    ours.forEach(our -> peers.forEach(peer -> head.add(our.name() + " / " + peer.name())));
    StringBuilder text = new StringBuilder();
    line(text, head);
    text.append("| --- |").append(" ---: |".repeat(head.size() - 1)).append('\n');
    results.rows().forEach(row -> line(text, cells(row)));
    return text.toString();
  }

  private List<String> cells(Results.Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.label());
    contenders.forEach(contender -> cells.add(value(row, contender)));
    ours.forEach(our -> peers.forEach(peer -> cells.add(ratio(row, our, peer))));
    return cells;
  }

  private String value(Results.Row row, Contender contender) {
    if (!results.has(row, contender.name())) {
      return "";
    }
    Metric metric = row.metric();
    String median = metric.format(results.median(row, contender.name()));
    if (results.rounds(row, contender.name()).size() == 1) {
      return median;
    }
    return "%s (%s to %s)"
        .formatted(
            median,
            metric.format(results.min(row, contender.name())),
            metric.format(results.max(row, contender.name())));
  }

  private String ratio(Results.Row row, Contender our, Contender peer) {
    if (!results.has(row, our.name()) || !results.has(row, peer.name())) {
      return "";
    }
    return "**"
        + Metric.digits(results.median(row, our.name()) / results.median(row, peer.name()))
        + "**";
  }

  private static void line(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell).append(' '));
    text.append("|\n");
  }
}
