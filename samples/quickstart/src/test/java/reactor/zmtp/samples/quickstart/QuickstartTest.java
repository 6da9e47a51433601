package reactor.zmtp.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sample, in a process of its own. */
class QuickstartTest {

  @TempDir static Path folder;

  private static Result alice;

  @BeforeAll
  static void runWithoutArguments() throws Exception {
    alice = run();
  }

  @Test
  void theTextThatComesWithItIsCounted() {
    assertThat(alice.output).contains("25000 lines", "A direct count says the same.");
    assertThat(alice.code).as(alice.output).isZero();
  }

  @Test
  void theSlowWorkerGetsFewerLines() {
    assertThat(linesFor("worker 4, slow")).isPositive().isLessThan(linesFor("worker 1"));
  }

  @Test
  void anyFileIsCounted() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "To be, or not\nto be\n");

    Result result = run(file.toString());

    assertThat(result.output).contains("2 lines, 6 words, 4 different ones", "2  to\n");
    assertThat(result.code).as(result.output).isZero();
  }

  @Test
  void anEmptyFileIsCounted() throws Exception {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThat(run(file.toString()).output).contains("0 lines, 0 words");
  }

  @Test
  void aFileThatIsNotThereIsTold() throws Exception {
    Result result = run(folder.resolve("missing").toString());

    assertThat(result.code).isEqualTo(1);
    assertThat(result.output).contains("NoSuchFileException").contains("missing");
  }

  private static long linesFor(String worker) {
    return alice
        .output
        .lines()
        .filter(line -> line.endsWith("lines for " + worker))
        .mapToLong(line -> Long.parseLong(line.strip().split(" ", 2)[0]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + worker + " in:\n" + alice.output));
  }

  private record Result(int code, String output) {}

  private static Result run(String... args) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("no end; output so far:\n" + Files.readString(output, UTF_8));
    }
    return new Result(process.exitValue(), Files.readString(output, UTF_8));
  }
}
