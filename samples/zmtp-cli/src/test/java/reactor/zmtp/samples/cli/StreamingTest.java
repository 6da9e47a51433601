package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes with little memory. */
class StreamingTest {

  private static final int LINES = 100_000;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void anInputLargerThanMemoryStreamsThrough() throws Exception {
    Process pull = start("pull", "-b", "tcp://127.0.0.1:*", "-n", Integer.toString(LINES));
    String endpoint = pull.errorReader().readLine().substring("bound ".length());
    Process push = start("push", "-c", endpoint);

    Thread writer = new Thread(() -> write(push.getOutputStream()));
    writer.start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(pull.getInputStream(), US_ASCII))) {
      for (int i = 0; i < LINES; i++) {
        assertThat(lines.readLine()).isEqualTo(line(i));
      }
      assertThat(lines.readLine()).isNull();
    }
    writer.join();
    assertThat(push.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(push.exitValue()).as(() -> err(push)).isZero();
    assertThat(push.getInputStream().readAllBytes()).as("what a PUSH prints").isEmpty();
    assertThat(pull.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pull.exitValue()).as(() -> err(pull)).isZero();
  }

  /** 2,000 bytes, so all of them are four times the heap. */
  private static String line(int i) {
    return i + "x".repeat(2000);
  }

  private static void write(OutputStream input) {
    try (input) {
      for (int i = 0; i < LINES; i++) {
        input.write((line(i) + "\n").getBytes(US_ASCII));
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String err(Process process) {
    return String.join("\n", process.errorReader().lines().toList());
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                ZmtpCli.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }
}
