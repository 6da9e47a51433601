package reactor.zmtp.samples.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** Counts the trades of the partitions it is given. What it knows dies with it: others get it. */
final class WindowWorker {

  private static final int BATCH = 16;

  private final Map<Integer, Windows> partitions = new HashMap<>();

  private WindowWorker() {}

  /** Works until the coordinator has gone. */
  static Mono<Void> run(ZmqContext zmq, Endpoints at, Duration pause) {
    Mono<DealerSocket> trades =
        zmq.dealer()
            .receiveHighWaterMark(Coordinator.MARK)
            .reconnectIntervalMax(Worker.RETRY)
            .helloMessage(Frames.READY)
            .connect(at.windows())
            .open();
    WindowWorker worker = new WindowWorker();
    return Worker.run(
        trades,
        Worker.out(zmq, at.counts()),
        dealer ->
            Worker.paced(dealer.receive(), pause)
                .concatMapIterable(worker::take, BATCH)
                .map(Frames::counted));
  }

  private List<WindowCount> take(ZmqMessage message) {
    switch (message.text(0)) {
      case Frames.TRADE -> windows(message).add(Trade.parse(message.text(2)));
      case Frames.OPEN -> windows(message).restore(TradeCount.parse(message.text(2)));
      case Frames.DROP -> partitions.remove(Integer.valueOf(message.text(1)));
      case Frames.MARK -> {
        return mark(Long.parseLong(message.text(1)));
      }
      default ->
          throw new IllegalArgumentException(
              "what a coordinator sends is none of TRADE, OPEN, DROP, MARK: " + message);
    }
    return List.of();
  }

  private Windows windows(ZmqMessage message) {
    return partitions.computeIfAbsent(Integer.valueOf(message.text(1)), number -> new Windows());
  }

  private List<WindowCount> mark(long watermark) {
    return partitions.values().stream()
        .flatMap(windows -> windows.mark(watermark).stream())
        .toList();
  }
}
