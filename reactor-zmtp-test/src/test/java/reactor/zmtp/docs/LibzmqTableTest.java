package reactor.zmtp.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.zmtp.SocketType;

/** The table of this module's README that maps libzmq's tests to ours. */
class LibzmqTableTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern ROW = Pattern.compile("\\| (test_\\w+[^|]*) \\| (.*) \\|");
  private static final Pattern OURS = Pattern.compile("`([a-z.]*[A-Z]\\w*Test)(?:#(\\w+))?`");
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  /** These have roles, or replies, in their names that are called as a type is. */
  private static final Pattern OF_NO_TYPE = Pattern.compile("test_(security|invalid_rep).*");

  private static final Set<String> TYPES =
      Stream.of(SocketType.values())
          .map(type -> type.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

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
    assertThat(source(type)).as("the class %s", type).isPresent();
    if (method != null) {
      assertThat(Files.readString(source(type).get())).contains("void " + method + "(");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theTestsOfARowAreOfASocketTypeThatItIsNamedAfter(Row row) throws IOException {
    List<String> types =
        WORD.matcher(OF_NO_TYPE.matcher(row.test).replaceFirst(""))
            .results()
            .map(MatchResult::group)
            .filter(TYPES::contains)
            .toList();
    Matcher ours = OURS.matcher(row.here);
    while (ours.find() && !types.isEmpty()) {
      assertThat(wordsOf(ours.group(1))).as(ours.group(1)).containsAnyElementsOf(types);
    }
  }

  /** All words of a test, with the types it is repeated for. */
  private static Set<String> wordsOf(String type) throws IOException {
    String text = Files.readString(source(type).orElseThrow());
    for (String repeatedFor : List.of("contract.Sender", "contract.Receiver")) {
      if (text.contains(repeatedFor.substring(repeatedFor.indexOf('.') + 1) + " type")) {
        text += Files.readString(source(repeatedFor).orElseThrow());
      }
    }
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static Optional<Path> source(String type) {
    return Stream.of("reactor-zmtp-core", "reactor-zmtp-test")
        .map(module -> ROOT.resolve(module).resolve("src/test/java/reactor/zmtp"))
        .map(folder -> folder.resolve(type.replace('.', '/') + ".java"))
        .filter(Files::exists)
        .findFirst();
  }
}
