package reactor.zmtp.samples.bridges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Script with the real libzmq. */
final class Python {

  private final Process process;

  private Python(Process process) {
    this.process = process;
  }

  static Python start(String script, String... arguments) throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")) || process("import zmq").waitFor() == 0,
        "skipped: it needs pyzmq (Debian: apt install libzmq5 python3-zmq)");
    return new Python(process(script, arguments));
  }

  private static Process process(String script, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of("/usr/bin/python3", "-c", script), Stream.of(arguments)).toList();
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What it has printed by its end. */
  List<String> lines() throws Exception {
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return lines;
  }
}
