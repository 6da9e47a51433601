package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.List;
import reactor.zmtp.test.spec.SpecResult;

/** A form of what came of a run. */
interface Report {

  void print(List<SpecResult> results, PrintStream out);

  static Report named(String name) {
    return switch (name) {
      case "text" -> new TextReport();
      case "junit" -> new JunitReport();
      case "json" -> new JsonReport();
      case "html" -> new HtmlReport();
      default ->
          throw new IllegalArgumentException(
              "--report " + name + ": expected text, junit, json or html");
    };
  }

  /** Text for XML and HTML. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(each < ' ' && each != '\n' ? '?' : each);
      }
    }
    return escaped.toString();
  }

  static long count(List<SpecResult> results, SpecResult.Outcome outcome) {
    return results.stream().filter(each -> each.outcome() == outcome).count();
  }
}
