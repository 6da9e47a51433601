package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.zmtp.test.spec.Engine;
import reactor.zmtp.test.spec.Level;
import reactor.zmtp.test.spec.SpecCase;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecRun;
import reactor.zmtp.test.spec.ZmtpSpec;

@Command(name = "run", description = "Runs cases against an implementation and reports.")
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID|GROUP", arity = "0..*", description = "FR-01, or FR for its group.")
  private List<String> names = List.of();

  @Option(
      names = "--engine",
      defaultValue = "ours",
      description =
          "ours, ours-process, libzmq, libzmq-c, jeromq or zeromq.js (default: ${DEFAULT-VALUE}).")
  private String engine = "ours";

  @Option(names = "--adapter", description = "The command that starts the adapter of another one.")
  private @Nullable String adapter;

  @Option(names = "--socket", description = "Without an adapter: the socket type at --connect.")
  private @Nullable String socket;

  @Option(names = "--connect", description = "Without an adapter: where the socket is bound.")
  private @Nullable String endpoint;

  @Option(
      names = "--level",
      defaultValue = "IMPL",
      description = "The weakest level: must, shall, should, may, impl (default).")
  private Level level = Level.IMPL;

  @Option(
      names = "--timeout",
      defaultValue = "3000",
      description = "Milliseconds for what must come (default: ${DEFAULT-VALUE}).")
  private long timeout;

  @Option(
      names = "--at-once",
      defaultValue = "16",
      description = "Cases that run at the same time (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--transport",
      defaultValue = "tcp",
      description = "tcp, ipc or ws, where the implementation binds (default: ${DEFAULT-VALUE}).")
  private String transport = "tcp";

  @Option(
      names = "--mechanism",
      defaultValue = "NULL",
      description = "NULL, PLAIN or CURVE for cases that fit any (default: ${DEFAULT-VALUE}).")
  private String mechanism = "NULL";

  @Option(
      names = "--mutate",
      paramLabel = "SEED",
      description = "Damages what the peers send; the implementation must survive it.")
  private @Nullable Long seed;

  @Option(
      names = "--report",
      defaultValue = "text",
      description = "text, junit, json or html (default: ${DEFAULT-VALUE}).")
  private String report = "text";

  private final PrintStream out;

  RunCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Report format = Report.named(report);
    List<SpecCase> cases = ZmtpSpec.select(names, level);
    SpecRun run =
        SpecRun.of(engines())
            .timeout(Duration.ofMillis(timeout))
            .atOnce(atOnce)
            .transport(transport)
            .mechanism(mechanism.toUpperCase(Locale.ROOT));
    if (seed != null) {
      run = run.mutated(seed);
    }
    List<SpecResult> results = run.run(cases, new Progress(cases.size()));
    format.print(results, out);
    return results.stream().anyMatch(SpecResult::isViolation) ? ZmtpSpecCli.FAILED : 0;
  }

  private Supplier<? extends Engine> engines() {
    if (endpoint != null) {
      if (socket == null) {
        throw new IllegalArgumentException(
            "--connect needs --socket, the type that is bound there");
      }
      String where = endpoint;
      String type = socket.toUpperCase(Locale.ROOT);
      return () -> new BlackBox(type, where);
    }
    return adapter != null
        ? Engines.process(List.of(adapter.split(" ")))
        : Engines.named(engine).start();
  }
}
