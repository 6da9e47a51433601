package reactor.zmtp.samples.stream;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.SocketMetrics;

/** Lines that tell how a coordinator stands, a few times a second, in place of those before. */
final class View {

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private View() {}

  /** Draws until it is cancelled. */
  static Mono<Void> draw(Coordinator coordinator, PrintStream terminal) {
    return Flux.interval(INTERVAL)
        .onBackpressureDrop()
        .concatMap(tick -> coordinator.status(), 1)
        .publishOn(Schedulers.boundedElastic(), 1) // a terminal may block
        .buffer(2, 1)
        .filter(two -> two.size() == 2)
        .scan(0, (drawn, two) -> redraw(drawn, lines(two.get(0), two.get(1), INTERVAL), terminal))
        .then();
  }

  private static int redraw(int drawn, List<String> lines, PrintStream terminal) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\033[").append(drawn).append('F'); // up to the first of them
    }
    text.append("\033[J");
    lines.forEach(line -> text.append(line).append('\n'));
    terminal.print(text);
    terminal.flush();
    return lines.size();
  }

  /** What changed from one status to another. */
  static List<String> lines(Status before, Status now, Duration between) {
    Rate rate = new Rate(between);
    List<String> lines = new ArrayList<>();
    lines.add(
        stage("source", "", now.taken(), rate.of(before.taken(), now.taken()))
            + text("%,8d in flight of %,d", now.inFlight(), Coordinator.IN_FLIGHT));
    lines.add(
        sending("lines", "parsers", before.lines(), now.lines(), rate)
            + text("%,8d under way", now.lines().inFlight()));
    lines.add(
        receiving("trades", "parsers", before.trades(), now.trades(), rate)
            + text("%,8d before their turn", now.early()));
    lines.add(
        sending("windows", "workers", before.windows(), now.windows(), rate)
            + text("%,8d under way", now.windows().inFlight()));
    for (Status.Worker worker : now.workers()) {
      lines.add(
          text(
              "  %-12s %2d partitions %,21d wait for it",
              worker.name(), worker.partitions(), worker.waiting()));
    }
    lines.add(receiving("counts", "workers", before.counts(), now.counts(), rate));
    lines.add(Backpressure.of(now));
    return lines;
  }

  private static String sending(
      String name, String peers, SocketMetrics before, SocketMetrics now, Rate rate) {
    return stage(name, now.peers() + " " + peers, now.sent(), rate.of(before.sent(), now.sent()))
        + text("%,8d waiting", now.waitingToSend());
  }

  private static String receiving(
      String name, String peers, SocketMetrics before, SocketMetrics now, Rate rate) {
    return stage(
            name,
            now.peers() + " " + peers,
            now.received(),
            rate.of(before.received(), now.received()))
        + text("%,8d waiting", now.waitingToReceive());
  }

  private static String stage(String name, String peers, long count, long rate) {
    return text("%-8s %-12s %,10d %,9d/s", name, peers, count, rate);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private record Rate(Duration between) {

    long of(long before, long now) {
      return (now - before) * 1000 / Math.max(1, between.toMillis());
    }
  }
}
