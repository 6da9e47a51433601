package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.scheduler.Schedulers;
import reactor.util.Loggers;

/** The command line: what commands there are, and how a run ends. */
@Command(
    name = "zmtp-cli",
    description = "Sends and receives ZeroMQ messages.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands (zmtp-cli help COMMAND tells more):%n",
    footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage or endpoint, 3 timed out."})
public final class ZmtpCli {

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("reactor.zmtp");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  private ZmtpCli() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    // not System.in and System.out: these count what is available, and tell when nobody reads
    Console console =
        new Console(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err);
    // standard output has messages and nothing else; what happens is for --verbose to say
    Loggers.useJdkLoggers();
    LOG.setLevel(Level.OFF);
    // what no stream can carry, such as an OutOfMemoryError, must not leave the run hanging
    Schedulers.onHandleError(
        (thread, failure) -> {
          System.err.println("zmtp-cli: " + failure);
          Runtime.getRuntime().halt(ExitCode.FAILED);
        });
    System.exit(run(console, args));
  }

  static int run(Console console, String... args) {
    Failures failures = new Failures(console.err());
    return new CommandLine(new ZmtpCli())
        .addSubcommand(new PushCommand(console))
        .addSubcommand(new PullCommand(console))
        .addSubcommand(new PairCommand(console))
        .addSubcommand(new ReqCommand(console))
        .addSubcommand(new RepCommand(console))
        .addSubcommand(new DealerCommand(console))
        .addSubcommand(new RouterCommand(console))
        .addSubcommand(new PubCommand(console))
        .addSubcommand(new SubCommand(console))
        .addSubcommand(new XPubCommand(console))
        .addSubcommand(new XSubCommand(console))
        .addSubcommand(new StreamCommand(console))
        .addSubcommand(new ClientCommand(console))
        .addSubcommand(new ServerCommand(console))
        .addSubcommand(new RadioCommand(console))
        .addSubcommand(new DishCommand(console))
        .addSubcommand(new ScatterCommand(console))
        .addSubcommand(new GatherCommand(console))
        .addSubcommand(new PeerCommand(console))
        .addSubcommand(new ChannelCommand(console))
        .addSubcommand(new DgramCommand(console))
        .addSubcommand(new ProxyCommand(console))
        .addSubcommand(new LocalThroughput(console))
        .addSubcommand(new RemoteThroughput(console))
        .addSubcommand(new LocalLatency(console))
        .addSubcommand(new RemoteLatency(console))
        .addSubcommand(new KeygenCommand(console))
        .addSubcommand(new CommandLine.HelpCommand())
        .setOut(new PrintWriter(console.out(), true, UTF_8))
        .setExpandAtFiles(false) // a message may well begin with @
        .setAllowOptionsAsOptionParameters(true) // or with -, as a key may
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(args);
  }
}
