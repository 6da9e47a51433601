package reactor.zmtp.samples.zmtpspec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.zmtp.test.spec.SpecCase;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;
import reactor.zmtp.test.spec.SpecRun;
import reactor.zmtp.test.spec.ZmtpSpec;

@Command(
    name = "table",
    description = "Runs all cases against several implementations and writes a page and a picture.")
final class TableCommand implements Callable<Integer> {

  static final String BEGIN = "<!-- zmtpspec table: generated from here -->";
  static final String END = "<!-- zmtpspec table: to here -->";

  @Option(
      names = "--engine",
      split = ",",
      defaultValue = "ours-process,libzmq,jeromq",
      description = "The columns (default: ${DEFAULT-VALUE}).")
  private List<String> engines = List.of();

  @Option(names = "--page", required = true, description = "The page whose table is replaced.")
  private Path page = Path.of("ZMTPSPEC.md");

  @Option(names = "--picture", required = true, description = "The SVG that is written.")
  private Path picture = Path.of("zmtpspec.svg");

  @Option(names = "--timeout", defaultValue = "4000", description = "Milliseconds.")
  private long timeout;

  @Option(names = "--at-once", defaultValue = "12", description = "Cases at the same time.")
  private int atOnce;

  private final PrintStream out;

  TableCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Map<Engines, List<SpecResult>> columns = new LinkedHashMap<>();
    Map<Engines, List<String>> unsteady = new LinkedHashMap<>();
    for (String name : engines) {
      Engines engine = Engines.named(name);
      out.println(engine.title);
      SpecRun run = SpecRun.of(engine.start()).timeout(Duration.ofMillis(timeout)).atOnce(atOnce);
      List<SpecResult> first = run.run(ZmtpSpec.cases(), new Progress(ZmtpSpec.cases().size()));
      List<SpecResult> both = lookedAtTwice(run, first);
      columns.put(engine, both);
      unsteady.put(engine, changed(first, both));
    }
    String old = Files.readString(page);
    int from = old.indexOf(BEGIN);
    int to = old.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(page + " has no lines " + BEGIN + " and " + END);
    }
    Files.writeString(
        page,
        old.substring(0, from)
            + BEGIN
            + "\n\n"
            + Table.of(columns, unsteady)
            + "\n"
            + old.substring(to),
        StandardCharsets.UTF_8);
    Files.writeString(picture, Matrix.of(columns), StandardCharsets.UTF_8);
    return 0;
  }

  /** What failed is played a second time, and has failed if it does so again. */
  private static List<SpecResult> lookedAtTwice(SpecRun run, List<SpecResult> first) {
    List<SpecCase> failed =
        first.stream()
            .filter(each -> each.outcome() == Outcome.FAILED)
            .map(SpecResult::specCase)
            .toList();
    List<SpecResult> both = new ArrayList<>(first);
    for (SpecResult again : run.run(failed, new Progress(failed.size()))) {
      both.replaceAll(each -> each.specCase() == again.specCase() ? again : each);
    }
    return both;
  }

  private static List<String> changed(List<SpecResult> first, List<SpecResult> both) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).outcome() != both.get(i).outcome()) {
        ids.add(first.get(i).specCase().id());
      }
    }
    return ids;
  }
}
