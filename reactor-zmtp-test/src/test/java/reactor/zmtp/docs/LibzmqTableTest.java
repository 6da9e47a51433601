package reactor.zmtp.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of this module's README that maps libzmq's tests to ours. */
class LibzmqTableTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern ROW = Pattern.compile("\\| (test_\\w+[^|]*) \\| (.*) \\|");
  private static final Pattern OURS = Pattern.compile("`([a-z.]*[A-Z]\\w*Test)(?:#(\\w+))?`");

  record Row(String test, String here) {

    @Override
    public String toString() {
      return test;
    }
  }

  static List<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(row -> new Row(row.group(1), row.group(2)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowNamesTestsThatExistOrSaysWhyThereIsNone(Row row) throws IOException {
    Matcher ours = OURS.matcher(row.here);
    boolean named = false;
    while (ours.find()) {
      named = true;
      assertExists(ours.group(1), ours.group(2));
    }
    if (!named) {
      assertThat(row.here.toLowerCase(Locale.ROOT))
          .containsAnyOf("not yet", "does not apply", "no counterpart");
    }
  }

  private static void assertExists(String type, @Nullable String method) throws IOException {
    Optional<Path> source =
        Stream.of("reactor-zmtp-core", "reactor-zmtp-test")
            .map(module -> ROOT.resolve(module).resolve("src/test/java/reactor/zmtp"))
            .map(folder -> folder.resolve(type.replace('.', '/') + ".java"))
            .filter(Files::exists)
            .findFirst();

    assertThat(source).as("the class %s", type).isPresent();
    if (method != null) {
      assertThat(Files.readString(source.get())).contains("void " + method + "(");
    }
  }
}
