package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;
import reactor.zmtp.samples.flink.connector.ZmqSink;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/** The job on Flink's embedded cluster. */
@Tag("full")
class PipelineTest {

  private static final int TRADES = 200_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ZmqContext zmq;
  private Results results;

  @BeforeEach
  void open() {
    zmq = ZmqContext.builder().ioThreads(1).build();
    results = new Results(zmq);
  }

  @AfterEach
  void close() {
    zmq.close();
  }

  @Test
  void theCountsAreThoseOfOneProcess() throws Exception {
    StreamExecutionEnvironment job = Cluster.job(0);
    count(pulled(job, push(0), push(1)));

    Cluster.run(job);

    assertThat(results.counts()).isEqualTo(Results.expected(TRADES));
  }

  @Test
  void aFailureInTheMiddleChangesNoCountOfAnAcknowledgedSource() throws Exception {
    ReplayPublisher even = replay(0);
    ReplayPublisher odd = replay(1);
    StreamExecutionEnvironment job = Cluster.job(1);
    count(acknowledged(job, even.address(), odd.address()).map(new FailOnce(TRADES / 2)));

    Cluster.run(job);

    assertThat(FailOnce.hasFailed()).isTrue();
    assertThat(results.counts()).isEqualTo(Results.expected(TRADES));
    even.whenAcknowledged().then(odd.whenAcknowledged()).block(PATIENCE);
  }

  @Test
  void aPublisherInPythonIsReadExactlyOnceAsWell() throws Exception {
    try (PythonProducer python = new PythonProducer()) {
      StreamExecutionEnvironment job = Cluster.job(1);
      count(acknowledged(job, python.address()).map(new FailOnce(10_000)));

      Cluster.run(job);

      assertThat(FailOnce.hasFailed()).isTrue();
      assertThat(results.counts().values())
          .extracting(TradeCount::trades)
          .containsExactly(10_000L, 10_000L);
      python.await();
    }
  }

  @Test
  void overPullAFailureInTheMiddleLosesWhatWasOnItsWay() throws Exception {
    StreamExecutionEnvironment job = Cluster.job(1);
    count(pulled(job, push(0), push(1)).map(new FailOnce(TRADES / 4)));

    Cluster.run(job);

    Map<String, TradeCount> counts = results.counts();
    long lost = TRADES - Results.trades(counts);
    assertThat(FailOnce.hasFailed()).isTrue();
    assertThat(lost).as("lost of %d", TRADES).isBetween(1L, (long) TRADES);
    assertThat(TRADES - FailOnce.seen()).as("never came").isLessThanOrEqualTo(lost);
  }

  @Test
  void aSourceEndsAfterSoManyMessages() throws Exception {
    StreamExecutionEnvironment job = Cluster.job(0);
    count(
        job.fromSource(
            ZmqSource.until(
                1000,
                (zmq, endpoint) -> zmq.pull().connect(endpoint).receive(),
                new TradeSchema(),
                push(0)),
            FlinkCounts.watermarks(),
            "trades"));

    Cluster.run(job);

    assertThat(Results.trades(results.counts())).isEqualTo(1000);
  }

  @Test
  void aSinkThatHasNoPeerSaysSo() {
    StreamExecutionEnvironment job = Cluster.job(0);
    job.fromData("ACME")
        .sinkTo(
            ZmqSink.<String>to(
                    zmq -> zmq.push().linger(Duration.ZERO).bind("tcp://127.0.0.1:*").open(),
                    ZmqMessage::of)
                .patience(Duration.ofMillis(500)));

    assertThatThrownBy(() -> Cluster.run(job))
        .hasStackTraceContaining("1 messages wait, and it has no peer");
  }

  private void count(DataStream<Trade> trades) {
    String address = results.address();
    FlinkCounts.of(trades)
        .sinkTo(ZmqSink.to(zmq -> zmq.push().connect(address).open(), TradeCount::toMessage));
  }

  private static DataStream<Trade> pulled(StreamExecutionEnvironment job, String... endpoints) {
    ZmqSource<Trade> source =
        ZmqSource.of(
            (zmq, endpoint) -> zmq.pull().connect(endpoint).receive(),
            new TradeSchema(),
            endpoints);
    return job.fromSource(source.bounded(), FlinkCounts.watermarks(), "trades");
  }

  private static DataStream<Trade> acknowledged(
      StreamExecutionEnvironment job, String... endpoints) {
    return job.fromSource(
        ZmqSource.acknowledged(new TradeSchema(), endpoints), FlinkCounts.watermarks(), "trades");
  }

  /** Sends each second trade, and then the end as often as it takes to be heard. */
  private String push(int remainder) {
    PushSocket push = zmq.push().linger(Duration.ZERO).bind("tcp://127.0.0.1:*").openNow();
    Flux<ZmqMessage> ends = Flux.interval(PATIENCE.dividedBy(100)).map(tick -> TradeSchema.end());
    push.send(messages(remainder).concatWith(ends.onBackpressureDrop()))
        .onErrorComplete()
        .subscribe();
    return push.address();
  }

  private ReplayPublisher replay(int remainder) {
    return ReplayPublisher.open(zmq.router().bind("tcp://127.0.0.1:*"), messages(remainder), 20_000)
        .block(PATIENCE);
  }

  private static Flux<ZmqMessage> messages(int remainder) {
    return Flux.range(0, TRADES)
        .filter(i -> i % 2 == remainder)
        .map(i -> Trade.number(i).toMessage());
  }
}
