package reactor.zmtp.samples.quickstart;

import java.util.Map;
import java.util.TreeMap;
import reactor.zmtp.ZmqMessage;

/**
 * Tally of the sink. It gets a message for each line, from whichever worker, and one from the
 * ventilator with the number of lines; in which order does not matter.
 */
final class Tally {

  private static final String COUNTED = "counted";
  private static final String END = "end";

  private final Demand demand;
  private final WordCount words = new WordCount();
  private final Map<String, Long> linesByWorker = new TreeMap<>();
  private long lines;
  private long expected = Long.MAX_VALUE;

  Tally(Demand demand) {
    this.demand = demand;
  }

  /** A worker's message: the words of one line. */
  static ZmqMessage counted(String worker, WordCount words) {
    return ZmqMessage.of(COUNTED, worker, words.toString());
  }

  /** The ventilator's message: so many lines have been handed out. */
  static ZmqMessage end(long lines) {
    return ZmqMessage.of(END, Long.toString(lines));
  }

  /** Adds a message, and returns whether it was the last one. */
  boolean add(ZmqMessage message) {
    if (message.text(0).equals(END)) {
      expected = Long.parseLong(message.text(1));
    } else {
      linesByWorker.merge(message.text(1), 1L, Long::sum);
      words.merge(message.text(2));
      lines++;
      demand.counted();
    }
    return lines == expected;
  }

  long lines() {
    return lines;
  }

  WordCount words() {
    return words;
  }

  Map<String, Long> linesByWorker() {
    return linesByWorker;
  }
}
