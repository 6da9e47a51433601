package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.zmtp.security.CurveKeyPair;

/** {@code keygen}. */
@Command(
    name = "keygen",
    usageHelpAutoWidth = true,
    description = {
      "Makes a pair of keys for CURVE and prints both in Z85.",
      "Kept in a file that nobody else may read, it is what --curve-public @FILE and --curve-secret"
          + " @FILE take; the line with the public key is what the others need."
    })
final class KeygenCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  KeygenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CurveKeyPair keys = CurveKeyPair.generate();
    while (isMistakable(keys.publicKey().toZ85()) || isMistakable(keys.secretKeyZ85())) {
      keys = CurveKeyPair.generate();
    }
    PrintStream out = new PrintStream(console.out(), true, UTF_8);
    out.print("public: " + keys.publicKey() + "\nsecret: " + keys.secretKeyZ85() + "\n");
    return out.checkError() ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** For an option, or for the name of a file. */
  private static boolean isMistakable(String key) {
    return key.startsWith("-") || key.startsWith("@");
  }
}
