package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows the application's own lines. */
class ReadmeTest {

  @Test
  void whatTheReadmeShowsIsInTheSources() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      sources =
          files.filter(Files::isRegularFile).map(ReadmeTest::lines).collect(Collectors.joining());
    }
    List<String> shown =
        Stream.concat(Readme.blocks("java").stream(), Readme.blocks("properties").stream())
            .map(ReadmeTest::flat)
            .toList();

    assertThat(shown).hasSizeGreaterThan(3).allMatch(sources::contains);
  }

  private static String lines(Path file) {
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
