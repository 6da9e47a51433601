package reactor.zmtp.samples.flink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;
import reactor.zmtp.samples.flink.connector.ZmqSink;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/** Two feeds in this process, the job wherever Flink is, and what it makes of them. */
final class Pipeline {

  private static final int RETAINED = 200_000;

  private final ZmqContext zmq;
  private final Flux<Trade> trades;
  private final int count;
  private final List<ReplayPublisher> feeds;
  private final PullSocket results;

  /** The first trades of a day. */
  Pipeline(ZmqContext zmq, int count) {
    this(zmq, Flux.range(0, count).map(Trade::number), count);
  }

  Pipeline(ZmqContext zmq, Flux<Trade> trades, int count) {
    this.zmq = zmq;
    this.trades = trades;
    this.count = count;
    this.feeds = List.of(feed(0), feed(1));
    this.results = zmq.pull().bind("tcp://127.0.0.1:*").openNow();
  }

  /** Each second trade. */
  private ReplayPublisher feed(int remainder) {
    Flux<Trade> mine =
        trades.index().filter(each -> each.getT1() % 2 == remainder).map(Tuple2::getT2);
    return Objects.requireNonNull(
        ReplayPublisher.open(
                zmq.router().bind("tcp://127.0.0.1:*"), mine.map(Trade::toMessage), RETAINED)
            .block());
  }

  /** Completes when half of the trades are in complete checkpoints. */
  Mono<Void> halfway() {
    return Flux.interval(Duration.ofMillis(20))
        .filter(tick -> acknowledged() >= count / 2)
        .next()
        .then();
  }

  private long acknowledged() {
    return feeds.stream().mapToLong(feed -> feed.progress().acknowledged()).sum();
  }

  /** Runs the job to its end and says whether it counted as one process does. */
  String run(StreamExecutionEnvironment flink) throws Exception {
    Map<String, TradeCount> counts = count(flink);
    return String.format(
        "%,d trades in %,d windows, %s those of one process",
        count, counts.size(), counts.equals(ReactorCounts.of(trades).block()) ? "equal to" : "NOT");
  }

  /** Runs the job to its end. */
  Map<String, TradeCount> count(StreamExecutionEnvironment flink) throws Exception {
    CompletableFuture<Map<String, TradeCount>> counting =
        ReactorCounts.lastOf(
                results
                    .receive()
                    .map(message -> TradeCount.parse(message.text()))
                    .takeUntilOther(
                        Flux.fromIterable(feeds)
                            .flatMap(ReplayPublisher::whenAcknowledged)
                            .then(Mono.delay(Duration.ofSeconds(1)))))
            .toFuture();

    flink.enableCheckpointing(500);
    job(
        flink,
        results.address(),
        feeds.stream().map(ReplayPublisher::address).toArray(String[]::new));
    flink.execute("trade counts");
    return counting.get();
  }

  private static void job(StreamExecutionEnvironment flink, String results, String... feeds) {
    ZmqSource<Trade> source = ZmqSource.acknowledged(new TradeSchema(), feeds);
    DataStream<Trade> trades =
        flink.fromSource(source, FlinkCounts.watermarks(), "trades").uid("trades");
    FlinkCounts.of(trades)
        .sinkTo(ZmqSink.to(zmq -> zmq.push().connect(results).open(), TradeCount::toMessage))
        .uid("counts");
  }
}
