package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The README's commands, but for those that build, print what it says. */
@Tag("full")
class CommandsIT {

  private static final Pattern BLOCKS =
      Pattern.compile(
          "^```shell\n(?:mvn[^\n]*\n)?([^\n]+)\n```\n\n```\n(.*?)^```",
          Pattern.MULTILINE | Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> printWhatTheReadmeSays() throws IOException {
    return BLOCKS
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.group(1),
                    () -> assertThat(output(block.group(1))).isEqualTo(block.group(2))));
  }

  private static String output(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
            .directory(Path.of("../..").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
