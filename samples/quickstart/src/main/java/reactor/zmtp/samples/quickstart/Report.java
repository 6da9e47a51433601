package reactor.zmtp.samples.quickstart;

import java.time.Duration;
import java.util.Locale;
import reactor.zmtp.SocketMetrics;

/** Report that the sample prints. */
final class Report {

  private static final int TOP = 10;

  private Report() {}

  static void start(Text text, String lines, String counts) {
    print("%s line by line", text.title());
    print("from a ventilator at %s through 4 workers to a sink at %s%n", lines, counts);
  }

  static void totals(Tally tally, Duration time, boolean right) {
    WordCount words = tally.words();
    print(
        "%d lines, %d words, %d different ones, in %.1f s",
        tally.lines(), words.total(), words.different(), time.toMillis() / 1000.0);
    print(right ? "A direct count says the same.%n" : "WRONG: a direct count says otherwise.%n");
    words.top(TOP).forEach(word -> print("%9d  %s", word.getValue(), word.getKey()));
  }

  static void backpressure(Tally tally, Demand demand, SocketMetrics ventilator, int mark) {
    print("%nWhat backpressure did:");
    tally.linesByWorker().forEach((worker, lines) -> print("%9d  lines for %s", lines, worker));
    print(
        "%9d  lines at most waited in the ventilator, its mark is %d for each worker",
        ventilator.mostWaitingToSend(), mark);
    print(
        "%9d  lines at most were under way between the source and the sink", demand.mostUnderWay());
    print(
        "%9d  lines were asked of the source, in %d portions of at most %d",
        demand.asked(), demand.portions(), demand.largestPortion());
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
