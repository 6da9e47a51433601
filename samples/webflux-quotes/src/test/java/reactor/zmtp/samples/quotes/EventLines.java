package reactor.zmtp.samples.quotes;

import java.util.ArrayList;
import java.util.List;

/** Data of server-sent events, whatever the pieces in which they come. */
final class EventLines {

  private String rest = "";

  List<String> split(String piece) {
    List<String> data = new ArrayList<>();
    String text = rest + piece;
    int from = 0;
    for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
      data.add(text.substring(from + "data:".length(), end));
      from = end + 2;
    }
    rest = text.substring(from);
    return data;
  }
}
