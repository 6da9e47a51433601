package reactor.zmtp.samples.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import reactor.zmtp.samples.benchmarks.jmh.JmhCommand;
import reactor.zmtp.samples.benchmarks.peers.PeersCommand;

/** The benchmarks' command line. */
@Command(
    name = "benchmarks",
    description = "How fast reactor-zmtp is.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PeersCommand.class, JmhCommand.class})
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs a command.
   *
   * @param args its name and options
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
