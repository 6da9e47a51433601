package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import reactor.util.Loggers;

/** The command line: what commands there are, and how a run ends. */
@Command(
    name = "zmtpspec",
    description = "Judges implementations of ZMTP by what the RFCs say.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 no case of the levels MUST and SHALL failed, 1 one failed, 2 wrong usage."
    })
public final class ZmtpSpecCli {

  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("reactor");

  private ZmtpSpecCli() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    Loggers.useJdkLoggers();
    LOG.setLevel(Level.OFF);
    System.exit(run(System.out, args));
  }

  static int run(PrintStream out, String... args) {
    // without a command, --connect says that something is to be run
    String[] all = args.length > 0 && args[0].equals("--socket") ? prepend("run", args) : args;
    return new CommandLine(new ZmtpSpecCli())
        .addSubcommand(new ListCommand(out))
        .addSubcommand(new RunCommand(out))
        .addSubcommand(new TableCommand(out))
        .addSubcommand(new AdapterCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getErr().println("zmtpspec: " + failure.getMessage());
              return failure instanceof IllegalArgumentException ? WRONG_USAGE : FAILED;
            })
        .execute(all);
  }

  private static String[] prepend(String first, String[] rest) {
    String[] all = new String[1 + rest.length];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
