package reactor.zmtp.samples.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows lines that are compiled and tested. */
class ReadmeTest {

  @Test
  void whatTheReadmeShowsIsInTheSources() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      sources =
          files.filter(Files::isRegularFile).map(ReadmeTest::flat).collect(Collectors.joining());
    }
    List<String> shown =
        Pattern.compile("(?ms)^```(java)\n(.*?)^```")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> flat(block.group(2)))
            .toList();

    assertThat(shown).hasSize(3).allMatch(sources::contains);
  }

  private static String flat(Path file) {
    try {
      return flat(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String flat(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
