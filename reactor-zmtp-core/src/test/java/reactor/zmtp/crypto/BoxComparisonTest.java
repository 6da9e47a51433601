package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vectorised primitives make is what Bouncy Castle makes, however it is compiled. */
class BoxComparisonTest {

  private static final String INTERPRETER = "-Xint";
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
  private static final String SECOND_COMPILER = "-XX:-TieredCompilation";

  @Test
  void tenThousandRandomBoxesAreEqualToBouncyCastles() {
    BoxComparison.run(1, 10_000);
  }

  @ParameterizedTest(name = "{1} of {0}")
  @Tag("full")
  @MethodSource("compilers")
  void randomBoxesAreEqualWithTheInterpreterAndWithEachCompiler(Path java, String option, int boxes)
      throws Exception {
    long seed = System.nanoTime();

    assertThat(run(java, option, seed, boxes)).as("seed %d", seed).isEqualTo("equal");
  }

  static Stream<Arguments> compilers() throws IOException {
    return javas().stream()
        .flatMap(
            java ->
                Stream.of(
                    Arguments.of(java, INTERPRETER, 500),
                    Arguments.of(java, FIRST_COMPILER, 50_000),
                    Arguments.of(java, SECOND_COMPILER, 300_000)));
  }

  /** This one, and another release that is installed beside it. */
  private static List<Path> javas() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> others = Files.list(own.getParent())) {
      return Stream.concat(
              Stream.of(own), others.filter(other -> other.getFileName().toString().contains("25")))
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .distinct()
          .toList();
    }
  }

  private static String run(Path java, String option, long seed, int boxes) throws Exception {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, java.toString(), option, "-XX:+UseSerialGC");
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
    Collections.addAll(
        command, BoxComparison.class.getName(), Long.toString(seed), Integer.toString(boxes));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
