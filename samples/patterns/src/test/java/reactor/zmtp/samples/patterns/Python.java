package reactor.zmtp.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripts of the test resources, run with the real libzmq. */
public final class Python {

  private static final String PYTHON = "/usr/bin/python3";

  private Python() {}

  /** Runs a script to its end; its lines. */
  public static List<String> run(String script, String... arguments) throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")) || start("-c", "import zmq").waitFor() == 0,
        "skipped: it needs pyzmq (Debian: apt install libzmq5 python3-zmq)");
    List<String> command = new ArrayList<>(List.of("src/test/resources/" + script));
    command.addAll(List.of(arguments));
    Process process = start(command.toArray(String[]::new));
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(script + " has ended").isTrue();
    assertThat(process.exitValue()).as("exit code of " + script).isZero();
    return lines;
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
