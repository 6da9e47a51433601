package reactor.zmtp.samples.benchmarks.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Many topics of 8 bytes, and messages of which every second belongs to one of them. */
final class Topics {

  private Topics() {}

  /** The topic of that number; those with an even number are subscribed to. */
  static byte[] topic(int number) {
    return String.format(Locale.ROOT, "t%07d", number).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Twice as many messages as there are topics, in turn one that belongs to a topic and one not.
   */
  static byte[][] messages(Plan plan) {
    byte[][] messages = new byte[2 * plan.count()][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = Arrays.copyOf(topic(i), Math.max(8, plan.size()));
    }
    return messages;
  }
}
