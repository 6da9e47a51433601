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
  }

  String markdown() {
    return "# Beside its peers\n\n"
        + title
        + "\n\n"
        + new MarkdownTable(contenders, results).text()
        + "\n![medians beside each other](peers.svg)\n";
  }

  /** Every round, for whoever wants to compute something else. */
  String csv() {
    StringBuilder csv = new StringBuilder("work,size,metric,contender,round,value\n");
    for (Results.Row row : results.rows()) {
      for (Contender contender : contenders) {
        int round = 0;
        for (double value : results.rounds(row, contender.name())) {
          round++;
          csv.append(row.work().kind()).append(',').append(row.work().size()).append(',');
          csv.append(row.metric().key).append(',').append(contender.name()).append(',');
          csv.append(round).append(',').append(value).append('\n');
        }
      }
    }
    return csv.toString();
  }
}
