package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import reactor.zmtp.test.spec.SpecResult;

/** An array of objects, one for each case. */
final class JsonReport implements Report {

  @Override
  public void print(List<SpecResult> results, PrintStream out) {
    out.println("[");
    for (Iterator<SpecResult> each = results.iterator(); each.hasNext(); ) {
      SpecResult result = each.next();
      out.printf(
          "  {\"id\": %s, \"level\": %s, \"claim\": %s, \"reference\": %s, \"outcome\": %s,"
              + " \"sentence\": %s, \"millis\": %d}%s%n",
          quoted(result.specCase().id()),
          quoted(result.specCase().level().name()),
          quoted(result.specCase().claim()),
          quoted(result.specCase().reference()),
          quoted(result.outcome().name()),
          quoted(result.sentence()),
          result.took().toMillis(),
          each.hasNext() ? "," : "");
    }
    out.println("]");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ') {
        quoted.append(String.format("\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
