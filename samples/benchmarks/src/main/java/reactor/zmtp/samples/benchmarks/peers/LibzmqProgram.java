package reactor.zmtp.samples.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reactor.zmtp.samples.benchmarks.peer.Security;

/** libzmq's program, compiled on the spot. */
final class LibzmqProgram {

  private static final String SOURCE = "libzmq_peer.c";

  private LibzmqProgram() {}

  /**
   * Compiles it.
   *
   * @throws Unavailable if this machine lacks what that needs
   */
  static Contender compile(Path directory) throws IOException, InterruptedException, Unavailable {
    Path source = directory.resolve(SOURCE);
    try (InputStream in = LibzmqProgram.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IOException(SOURCE + " is missing from the jar");
      }
      Files.copy(in, source);
    }
    String program = directory.resolve("libzmq_peer").toString();
    run(List.of("gcc", "-O2", "-pthread", "-o", program, source.toString(), "-lzmq"));
    String version = run(List.of(program, "version")).strip();
    return new Contender("libzmq", "libzmq " + version, List.of(program));
  }

  /** As Debian builds it, it has no WebSockets; and nobody's has TLS. */
  static boolean does(Work work) {
    return work.transport() != Transport.WS && work.security() != Security.TLS;
  }

  private static String run(List<String> command)
      throws IOException, InterruptedException, Unavailable {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new Unavailable("no " + command.get(0) + " on this machine");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new Unavailable(
          output.lines().filter(line -> line.contains("error")).findFirst().orElse(output));
    }
    return output;
  }

  /** This machine cannot run libzmq; the message says why. */
  static final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    Unavailable(String reason) {
      super(reason + "; it needs gcc and libzmq's headers (Debian: apt install gcc libzmq3-dev)");
    }
  }
}
