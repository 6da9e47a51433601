package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Python script with a libzmq socket {@code s} that is connected to an endpoint. */
final class Libzmq {

  private static final String PYTHON = "/usr/bin/python3";
  private static final String PRELUDE =
      """
      import sys, zmq
      context = zmq.Context()
      s = context.socket(getattr(zmq, sys.argv[1]))
      s.linger = 10000
      s.rcvtimeo = s.sndtimeo = 20000
      connected = s.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED)
      connected.rcvtimeo = 20000
      """;

  private static final String CONNECT = "\ns.connect(sys.argv[2])\n";

  /** An interpreter that just ends may take with it what has not been sent. */
  private static final String FINALE =
      "\ns.disable_monitor(); connected.close(0); s.close(); context.term()";

  private static final boolean PRESENT =
      Files.isExecutable(Path.of(PYTHON)) && run("import zmq").ended() == 0;

  private final Process process;

  private Libzmq(Process process) {
    this.process = process;
  }

  /** Skips the test where libzmq is missing; not with CI=true, where it must be there. */
  static void assumePresent() {
    assumeTrue(
        PRESENT || "true".equals(System.getenv("CI")),
        "skipped: it needs libzmq, and "
            + PYTHON
            + " has no pyzmq (Debian: apt install libzmq5 python3-zmq)");
  }

  static Libzmq connect(String type, String endpoint, String script) {
    return connect(type, endpoint, "", script);
  }

  /** With something to do before it connects. */
  static Libzmq connect(String type, String endpoint, String options, String script) {
    return run(PRELUDE + options + CONNECT + script + FINALE, type, endpoint);
  }

  /** Waits until the script has ended well. */
  void done() {
    assertThat(ended())
        .as(() -> "the script: " + String.join("\n", process.errorReader().lines().toList()))
        .isZero();
  }

  private static Libzmq run(String script, String... args) {
    String[] command = new String[3 + args.length];
    command[0] = PYTHON;
    command[1] = "-c";
    command[2] = script;
    System.arraycopy(args, 0, command, 3, args.length);
    try {
      return new Libzmq(new ProcessBuilder(command).start());
    } catch (IOException missing) {
      throw new UncheckedIOException("could not start " + PYTHON, missing);
    }
  }

  private int ended() {
    try {
      if (!process.waitFor(CliRun.PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the script has not ended");
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
