package reactor.zmtp.samples.stream;

import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** The pipeline in one process: Reactor's operators, and no socket. */
final class LocalPipeline {

  /** Windows are looked at after so many trades. */
  private static final int EPOCH = 250;

  private final Consumer<String> lost;
  private final EventTime time = new EventTime();
  private final Windows windows = new Windows();

  private LocalPipeline(Consumer<String> lost) {
    this.lost = lost;
  }

  /** The result of each window when it closes, and again when late trades have corrected it. */
  static Flux<TradeCount> count(Flux<String> lines, Consumer<String> lost) {
    return Flux.defer(() -> new LocalPipeline(lost).count(lines));
  }

  private Flux<TradeCount> count(Flux<String> lines) {
    return lines
        .handle(this::parse)
        .buffer(EPOCH)
        .concatMapIterable(this::countEpoch)
        .concatWith(Flux.defer(() -> Flux.fromIterable(windows.mark(Long.MAX_VALUE))))
        .filter(WindowCount::closed)
        .map(WindowCount::count);
  }

  private void parse(String line, SynchronousSink<Trade> trades) {
    try {
      trades.next(Trade.parse(line));
    } catch (IllegalArgumentException malformed) {
      lost.accept(malformed.getMessage());
    }
  }

  private List<WindowCount> countEpoch(List<Trade> trades) {
    for (Trade trade : trades) {
      if (time.admits(trade)) {
        windows.add(trade);
      } else {
        lost.accept("too late for its window: " + trade);
      }
    }
    return windows.mark(time.watermark());
  }
}
