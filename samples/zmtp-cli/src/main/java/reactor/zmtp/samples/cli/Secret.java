package reactor.zmtp.samples.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Value of an option that may be given elsewhere than in the arguments, which every process can
 * list: {@code @PATH} is the first line of a file, {@code env:NAME} a variable of the environment,
 * everything else itself. Errors name the option, the file and the variable, and never the value.
 */
final class Secret {

  private static final String FILE = "@";
  private static final String VARIABLE = "env:";

  /** In Z85. */
  private static final int KEY_LENGTH = 40;

  private Secret() {}

  /** Whether an argument only says where its value is; that value is taken as it is. */
  static boolean isElsewhere(String given) {
    return given.startsWith(FILE) || given.startsWith(VARIABLE);
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException if the file or the variable is not there, or has nothing in it
   */
  static String value(String option, String given) {
    return given.startsWith(FILE) ? lines(option, given).get(0) : text(option, given);
  }

  /**
   * A key: of a file that {@code keygen} has written, it is the one in the line of that name. Keys
   * may begin with {@code @} too; what has the form of one is one, unless there is such a file.
   *
   * @throws IllegalArgumentException if the file or the variable is not there, or has nothing in it
   */
  static String key(String option, String given, String name) {
    if (!given.startsWith(FILE)) {
      return text(option, given);
    }
    if (given.length() == KEY_LENGTH && !isThere(given.substring(FILE.length()))) {
      return given;
    }
    List<String> lines = lines(option, given);
    for (String line : lines) {
      if (line.startsWith(name + ": ")) {
        return line.substring(name.length() + 2).strip();
      }
    }
    return lines.get(0).strip();
  }

  /** Some systems have no files of such names, and their errors would show the key. */
  private static boolean isThere(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException no) {
      return false;
    }
  }

  /**
   * Many values: a file has one in each line.
   *
   * @throws IllegalArgumentException if the file or the variable is not there, or has nothing in it
   */
  static List<String> values(String option, String given) {
    return given.startsWith(FILE) ? lines(option, given) : List.of(text(option, given));
  }

  private static String text(String option, String given) {
    if (!given.startsWith(VARIABLE)) {
      return given;
    }
    String name = given.substring(VARIABLE.length());
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          option + ": the environment has no variable " + name + ", or an empty one");
    }
    return value;
  }

  private static List<String> lines(String option, String given) {
    String path = given.substring(FILE.length());
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(path)).stream().filter(line -> !line.isEmpty()).toList();
    } catch (MalformedInputException binary) {
      throw new IllegalArgumentException(option + ": the file " + path + " is not text", binary);
    } catch (IOException | InvalidPathException failure) {
      throw new IllegalArgumentException(
          "%s: cannot read the file %s (%s)"
              .formatted(option, path, failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)),
          failure);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(option + ": the file " + path + " is empty");
    }
    return lines;
  }
}
