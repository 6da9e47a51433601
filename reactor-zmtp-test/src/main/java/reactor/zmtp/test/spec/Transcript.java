package reactor.zmtp.test.spec;

import java.util.ArrayList;
import java.util.List;

/** What was said on all connections of a scenario, and by the application, in order. */
final class Transcript {

  private static final int ROW = 16;
  private static final int ROWS_AT_MOST = 12;
  private static final int ENTRIES_AT_MOST = 200;

  private final List<String> entries = new ArrayList<>();

  synchronized void sent(String peer, byte[] octets) {
    add(peer + " --> engine  " + octets.length + " octets", octets);
  }

  synchronized void came(String peer, byte[] octets) {
    add(peer + " <-- engine  " + octets.length + " octets", octets);
  }

  synchronized void note(String text) {
    if (entries.size() < ENTRIES_AT_MOST) {
      entries.add(text);
    }
  }

  private void add(String title, byte[] octets) {
    if (entries.size() < ENTRIES_AT_MOST) {
      entries.add(title + dump(octets));
    }
  }

  synchronized List<String> entries() {
    return List.copyOf(entries);
  }

  /** A few octets within a sentence. */
  static String octets(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(octets.length, 2 * ROW); i++) {
      text.append(i == 0 ? "" : " ").append(String.format("%02x", octets[i]));
    }
    return octets.length == 0
        ? "no octets"
        : text + (octets.length > 2 * ROW ? " ... (" + octets.length + " octets)" : "");
  }

  static String dump(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row * ROW < octets.length; row++) {
      if (row == ROWS_AT_MOST) {
        return text.append("\n    ...").toString();
      }
      StringBuilder hex = new StringBuilder();
      StringBuilder ascii = new StringBuilder();
      for (int i = row * ROW; i < Math.min(octets.length, row * ROW + ROW); i++) {
        hex.append(String.format("%02x ", octets[i]));
        ascii.append(octets[i] >= ' ' && octets[i] < 0x7f ? (char) octets[i] : '.');
      }
      text.append(String.format("\n    %04x  %-48s %s", row * ROW, hex, ascii));
    }
    return text.toString();
  }
}
