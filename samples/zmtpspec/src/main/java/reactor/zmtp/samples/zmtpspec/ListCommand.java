package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.zmtp.test.spec.Level;
import reactor.zmtp.test.spec.SpecCase;
import reactor.zmtp.test.spec.ZmtpSpec;

@Command(name = "list", description = "Prints the cases: id, level, claim and reference.")
final class ListCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID|GROUP", arity = "0..*", description = "FR-01, or FR for its group.")
  private List<String> names = List.of();

  private final PrintStream out;

  ListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    for (SpecCase each : ZmtpSpec.select(names, Level.IMPL)) {
      out.printf("%s  %-6s  %s (%s)%n", each.id(), each.level(), each.claim(), each.reference());
    }
    return 0;
  }
}
