package reactor.zmtp.samples.flink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;

/** What a job's sink sends here. */
final class Results {

  private final PullSocket socket;
  private final CompletableFuture<Map<String, TradeCount>> counts;

  Results(ZmqContext zmq) {
    socket = zmq.pull().bind("tcp://127.0.0.1:*").openNow();
    counts =
        ReactorCounts.lastOf(socket.receive().map(each -> TradeCount.parse(each.text())))
            .toFuture();
  }

  String address() {
    return socket.address();
  }

  /** All of them, once the job has ended: its last messages are written then. */
  Map<String, TradeCount> counts() throws Exception {
    // What is on its way: as many as the sinks have sent are here when no more come.
    Flux.interval(Duration.ofMillis(100))
        .map(tick -> socket.snapshot().received())
        .buffer(3, 1)
        .filter(last -> last.get(0).equals(last.get(2)))
        .blockFirst(Duration.ofSeconds(20));
    socket.close();
    return counts.get();
  }

  static Map<String, TradeCount> expected(int trades) {
    return ReactorCounts.of(Flux.range(0, trades).map(Trade::number)).block();
  }

  static long trades(Map<String, TradeCount> counts) {
    return counts.values().stream().mapToLong(TradeCount::trades).sum();
  }
}
