package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The README's commands, but for those that build: each ends with a diff. */
class CommandsIT {

  private static final Path ROOT = Path.of("../..");

  private static final Pattern BLOCK =
      Pattern.compile("^```sh\n(?:mvn[^\n]*\n)?(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TestFactory
  List<DynamicTest> countAsExpected() throws IOException {
    List<DynamicTest> tests =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> block.group(1))
            .filter(commands -> commands.contains("diff"))
            .map(commands -> DynamicTest.dynamicTest(name(commands), () -> run(commands)))
            .toList();
    assertThat(tests).as("one process, many processes, Flink").hasSize(3);
    return tests;
  }

  private static String name(String commands) {
    return commands.substring(0, commands.indexOf('\n'));
  }

  private static void run(String commands) throws Exception {
    assumeTrue(
        !commands.contains("flink-pipeline.jar")
            || Files.exists(ROOT.resolve("samples/flink-pipeline/target/flink-pipeline.jar")),
        "flink-pipeline is not built: without -pl it is");
    Path output = Files.createTempFile("commands", ".log");
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
