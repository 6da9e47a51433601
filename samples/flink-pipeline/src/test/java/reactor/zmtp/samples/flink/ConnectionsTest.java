package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;
import reactor.zmtp.samples.flink.connector.SplitMessages;
import reactor.zmtp.samples.flink.connector.ZmqSink;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/** Whoever binds, whoever publishes, and however many tasks there are. */
@Tag("full")
class ConnectionsTest {

  private static final int TRADES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of the process: what tasks tell the test. */
  private static final Set<Integer> TASKS = ConcurrentHashMap.newKeySet();

  private static volatile CompletableFuture<String> bound;

  private ZmqContext zmq;
  private Results results;

  @BeforeEach
  void open() {
    TASKS.clear();
    bound = new CompletableFuture<>();
    zmq = ZmqContext.builder().ioThreads(1).build();
    results = new Results(zmq);
  }

  @AfterEach
  void close() {
    zmq.close();
  }

  @Test
  void theTopicsOfAPublisherAreSplits() throws Exception {
    XPubSocket publisher =
        zmq.xpub().sendHighWaterMark(2 * TRADES).bind("tcp://127.0.0.1:*").openNow();
    Flux<ZmqMessage> trades =
        trades().map(trade -> ZmqMessage.of(trade.symbol(), trade.toMessage().text()));
    Flux<ZmqMessage> ends = Flux.just("A", "MSFT").map(topic -> ZmqMessage.of(topic, ""));
    publisher
        .receive()
        .take(2) // both have subscribed
        .thenMany(publisher.send(trades.concatWith(ends)))
        .subscribe();
    String address = publisher.address();

    Cluster.run(
        counting(
            (zmq, topic) -> zmq.sub().subscribe(topic).connect(address).receive(), "A", "MSFT"));

    assertThat(results.counts())
        .isEqualTo(
            ReactorCounts.of(trades().filter(each -> each.symbol().matches("A.*|MSFT"))).block());
    assertThat(TASKS).as("a topic each").hasSize(2);
  }

  @Test
  void aSourceBindsAndManyPushToIt() throws Exception {
    Flux.just(0, 1)
        .flatMap(i -> Mono.fromFuture(bound, true).flatMap(address -> push(address, i)))
        .subscribe();

    Cluster.run(
        counting(
            (zmq, endpoint) ->
                Flux.usingWhen(
                    zmq.pull()
                        .bind(endpoint)
                        .open()
                        .doOnNext(opened -> bound.complete(opened.address())),
                    socket -> socket.receive().take(TRADES),
                    ZmqSocket::disposeLater),
            "tcp://127.0.0.1:*"));

    assertThat(results.counts()).isEqualTo(Results.expected(TRADES));
  }

  @Test
  void withMoreTasksTheSplitsAreDealtOutAnewAndTheCountsStay(@TempDir Path folder)
      throws Exception {
    Sinks.Empty<Void> goOn = Sinks.empty();
    List<ReplayPublisher> feeds = List.of(feed(0, goOn), feed(1, goOn));
    JobGraph one = acknowledged(feeds, 1);
    Cluster.start(one);
    Flux.interval(Duration.ofMillis(20)) // until both have had some acknowledged
        .takeUntil(tick -> feeds.stream().allMatch(feed -> feed.progress().acknowledged() > 0))
        .blockLast(PATIENCE);
    String savepoint = Cluster.stop(one, folder);
    assertThat(TASKS).containsExactly(0);

    JobGraph two = acknowledged(feeds, 2);
    two.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    goOn.tryEmitEmpty();
    Cluster.run(two);

    assertThat(TASKS).containsExactly(0, 1);
    assertThat(results.counts()).isEqualTo(Results.expected(TRADES));
  }

  @Test
  void aPublisherThatWaitsForItsSubscribersLosesNothing() throws Exception {
    SubSocket subscriber = zmq.sub().subscribe("").bind("tcp://127.0.0.1:*").openNow();
    CompletableFuture<List<String>> received =
        subscriber.receive().map(message -> message.text(1)).take(3).collectList().toFuture();
    String address = subscriber.address();
    StreamExecutionEnvironment job = Cluster.job(0);
    job.fromData("ACME 1", "ACME 2", "ACME 3")
        .setParallelism(1)
        .sinkTo(
            ZmqSink.to(
                zmq ->
                    zmq.xpub()
                        .connect(address)
                        .open()
                        .delayUntil(publisher -> publisher.receive().next()),
                text -> ZmqMessage.of(text.substring(0, 4), text)))
        .setParallelism(1);

    Cluster.run(job);

    assertThat(received.get(20, TimeUnit.SECONDS)).containsExactly("ACME 1", "ACME 2", "ACME 3");
  }

  private StreamExecutionEnvironment counting(SplitMessages messages, String... splits) {
    StreamExecutionEnvironment job = Cluster.job(0);
    ZmqSource<Trade> source = ZmqSource.of(messages, new TradeSchema(), splits).bounded();
    count(job.fromSource(source, FlinkCounts.watermarks(), "trades"));
    return job;
  }

  private JobGraph acknowledged(List<ReplayPublisher> feeds, int parallelism) {
    StreamExecutionEnvironment job = Cluster.job(0).setParallelism(parallelism);
    ZmqSource<Trade> source =
        ZmqSource.acknowledged(
            new TradeSchema(), feeds.stream().map(ReplayPublisher::address).toArray(String[]::new));
    count(job.fromSource(source, FlinkCounts.watermarks(), "trades").uid("trades"));
    return job.getStreamGraph().getJobGraph();
  }

  private void count(DataStream<Trade> trades) {
    String address = results.address();
    FlinkCounts.of(trades.map(new Telling()).uid("telling"))
        .sinkTo(ZmqSink.to(zmq -> zmq.push().connect(address).open(), TradeCount::toMessage))
        .uid("counts");
  }

  private static Flux<Trade> trades() {
    return Flux.range(0, TRADES).map(Trade::number);
  }

  private Mono<Void> push(String address, int remainder) {
    return zmq.push().connect(address).open().flatMap(push -> push.send(half(remainder)));
  }

  private static Flux<ZmqMessage> half(int remainder) {
    return Flux.range(0, TRADES)
        .filter(i -> i % 2 == remainder)
        .map(i -> Trade.number(i).toMessage());
  }

  /** Each second trade: the first half of them, and the rest when it may go on. */
  private ReplayPublisher feed(int remainder, Sinks.Empty<Void> goOn) {
    Flux<ZmqMessage> mine = half(remainder);
    return ReplayPublisher.open(
            zmq.router().bind("tcp://127.0.0.1:*"),
            mine.take(TRADES / 4)
                .concatWith(goOn.asMono().then(Mono.empty()))
                .concatWith(mine.skip(TRADES / 4)),
            TRADES)
        .block(PATIENCE);
  }

  /** Says which tasks have trades. */
  private static final class Telling extends RichMapFunction<Trade, Trade> {

    private static final long serialVersionUID = 1;
    private int task;

    @Override
    public void open(OpenContext context) {
      task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }

    @Override
    public Trade map(Trade trade) {
      TASKS.add(task);
      return trade;
    }
  }
}
