package reactor.zmtp.samples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a report.
 *
 * @param title how it was measured
 * @param contenders the columns
 * @param results what was measured
 */
record Report(String title, List<Contender> contenders, Results results) {

  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("peers.md"), markdown());
    Files.writeString(directory.resolve("peers.csv"), csv());
    Files.writeString(directory.resolve("peers.svg"), new Plot(contenders, results).svg());
    if (scales()) {
      Files.writeString(directory.resolve("scale.svg"), new ScalePlot(contenders, results).svg());
    }
  }

  String markdown() {
    return "# Beside its peers\n\n"
        + title
        + "\n\n"
        + new MarkdownTable(contenders, results).text()
        + "\n![medians beside each other](peers.svg)\n"
        + (scales() ? "\n![cost and rate over numbers](scale.svg)\n" : "");
  }

  private boolean scales() {
    return results.rows().stream().anyMatch(row -> row.work().kind().scales());
  }

  /** Every round, for whoever wants to compute something else. */
  String csv() {
    StringBuilder csv =
        new StringBuilder("work,transport,security,size,count,metric,contender,round,value\n");
    for (Results.Row row : results.rows()) {
      for (Contender contender : contenders) {
        int round = 0;
        for (double value : results.rounds(row, contender.name())) {
          round++;
          Work work = row.work();
          csv.append(work.kind()).append(',').append(work.transport()).append(',');
          csv.append(work.security().argument()).append(',').append(work.size()).append(',');
          csv.append(work.count()).append(',');
          csv.append(row.metric().key).append(',').append(contender.name()).append(',');
          csv.append(round).append(',').append(value).append('\n');
        }
      }
    }
    return csv.toString();
  }
}
