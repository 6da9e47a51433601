package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.AcknowledgedSink;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;
import reactor.zmtp.samples.flink.connector.ReplayReceiver;
import reactor.zmtp.samples.flink.connector.ZmqSink;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/** What a receiver has of a job that fails in the middle, by the sink. */
@Tag("full")
class AcknowledgedSinkTest {

  private static final int TRADES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, Long> EXPECTED =
      IntStream.range(0, TRADES)
          .mapToObj(i -> Trade.number(i).toMessage().text())
          .collect(Collectors.groupingBy(text -> text, Collectors.counting()));

  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private ZmqContext zmq;

  @BeforeEach
  void open() {
    zmq = ZmqContext.builder().ioThreads(1).build();
    received.clear();
  }

  @AfterEach
  void close() {
    zmq.close();
  }

  @Test
  void eachTradeHasItsEffectOnce() throws Exception {
    ReplayReceiver receiver =
        ReplayReceiver.open(
                zmq.router().bind("tcp://127.0.0.1:*"),
                Map.of(),
                trade -> Mono.fromRunnable(() -> take(trade.message())))
            .block(PATIENCE);
    StreamExecutionEnvironment job = Cluster.job(1);
    tradesWithAFailure(job).sinkTo(AcknowledgedSink.to(receiver.address(), Trade::toMessage));

    Cluster.run(job);

    assertThat(FailOnce.hasFailed()).isTrue();
    assertThat(received).isEqualTo(EXPECTED);
  }

  @Test
  void theSinkWithoutAcknowledgementsSendsSomeTwice() throws Exception {
    PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").openNow();
    pull.receive().subscribe(this::take);
    String address = pull.address();
    StreamExecutionEnvironment job = Cluster.job(1);
    tradesWithAFailure(job)
        .sinkTo(ZmqSink.to(zmq -> zmq.push().connect(address).open(), Trade::toMessage));

    Cluster.run(job);

    assertThat(FailOnce.hasFailed()).isTrue();
    long all = received.values().stream().mapToLong(Long::longValue).sum();
    assertThat(all).isGreaterThan(TRADES);
  }

  @Test
  void aSinkWithoutAReceiverSaysSo() {
    StreamExecutionEnvironment job = Cluster.job(0);
    job.fromData("ACME")
        .sinkTo(
            AcknowledgedSink.<String>to("tcp://127.0.0.1:1", ZmqMessage::of)
                .patience(Duration.ofMillis(500)));

    assertThatThrownBy(() -> Cluster.run(job))
        .hasStackTraceContaining(
            "the receiver at tcp://127.0.0.1:1 has not acknowledged messages 0 to 1 of ");
  }

  /** No more than a fifth lies between two checkpoints: the failure comes after some. */
  private DataStream<Trade> tradesWithAFailure(StreamExecutionEnvironment job) {
    ReplayPublisher publisher =
        ReplayPublisher.open(
                zmq.router().bind("tcp://127.0.0.1:*"),
                Flux.range(0, TRADES).map(i -> Trade.number(i).toMessage()),
                TRADES / 5)
            .block(PATIENCE);
    return job.fromSource(
            ZmqSource.acknowledged(new TradeSchema(), publisher.address()),
            FlinkCounts.watermarks(),
            "trades")
        .rebalance()
        .map(new FailOnce(TRADES / 2));
  }

  private void take(ZmqMessage message) {
    received.merge(message.text(), 1L, Long::sum);
  }
}
