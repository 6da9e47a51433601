package reactor.zmtp.samples.stream;

import java.util.Comparator;

/** Where a pipeline is held up: the last stage that has as much before it as it may. */
final class Backpressure {

  private Backpressure() {}

  static String of(Status now) {
    if (now.windows().peers() == 0 && now.inFlight() > 0) {
      return "held up: there is no window worker";
    }
    if (now.lines().peers() == 0 && now.inFlight() > 0) {
      return "held up: there is no parser";
    }
    Status.Worker slowest =
        now.workers().stream().max(Comparator.comparingInt(Status.Worker::waiting)).orElse(null);
    if (slowest != null && slowest.waiting() > 0) {
      return "held up by window worker " + slowest.name() + source(now);
    }
    if (now.early() > Coordinator.MARK) {
      return "held up by a parser: %d trades wait for a line that it has".formatted(now.early())
          + source(now);
    }
    if (2 * now.lines().waitingToSend() >= (long) now.lines().peers() * Coordinator.MARK
        && now.inFlight() > 0) {
      return "held up by the parsers" + source(now);
    }
    if (isStill(now)) {
      return "held up by the windows, whose counts are to come" + source(now);
    }
    return "nothing is held up";
  }

  private static String source(Status now) {
    return isStill(now) ? "; no line is taken from the source" : "";
  }

  private static boolean isStill(Status now) {
    return now.inFlight() >= Coordinator.IN_FLIGHT;
  }
}
