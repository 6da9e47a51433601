package reactor.zmtp.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Names and values in a file (ZPL, RFC 4), as far as certificates need it. */
final class Zpl {

  private static final int INDENT = 4;
  private static final int DEEPEST = 16;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9$\\-_@.&+/]+");

  private Zpl() {}

  /** Values by path, such as {@code curve/public-key}. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\\r\\n|\\n|\\r", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        read(line, content, number, path, values);
      }
    }
    return values;
  }

  private static void read(
      String line, String content, int number, List<String> path, Map<String, String> values) {
    int indent = 0;
    while (line.charAt(indent) == ' ') {
      indent++;
    }
    int depth = indent / INDENT;
    if (indent % INDENT != 0 || depth > path.size() || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "line %d is indented by %d spaces; a child is by 4 more than its parent (RFC 4)"
              .formatted(number, indent));
    }
    int equals = content.indexOf('=');
    int comment = content.indexOf('#');
    boolean hasValue = equals >= 0 && (comment < 0 || equals < comment);
    int end = hasValue ? equals : comment < 0 ? content.length() : comment;
    String name = content.substring(0, end).strip();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "line %d does not begin with a name that RFC 4 allows".formatted(number));
    }
    path.subList(depth, path.size()).clear();
    path.add(name);
    if (hasValue) {
      values.put(String.join("/", path), value(content.substring(equals + 1).strip()));
    }
  }

  private static String value(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      int close = text.indexOf(text.charAt(0), 1);
      if (close > 0) {
        return text.substring(1, close);
      }
    }
    int comment = text.indexOf('#');
    return comment < 0 ? text : text.substring(0, comment).strip();
  }

  /** Checks that a name and a value can be written and read again. */
  static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name that RFC 4 allows: letters, digits and $-_@.&+/");
    }
    boolean printable = value.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (!printable || (value.indexOf('"') >= 0 && value.indexOf('\'') >= 0)) {
      throw new IllegalArgumentException(
          "the value of " + name + " has to be printable ASCII, with one kind of quotes at most");
    }
  }
}
