package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;

/** A publisher, and a source that speaks to it frame by frame. */
@Tag("full")
class ReplayPublisherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ZmqContext zmq = ZmqContext.create();
  private final AtomicLong requested = new AtomicLong();
  private ReplayPublisher publisher;
  private DealerSocket source;

  @BeforeEach
  void open() {
    publisher =
        ReplayPublisher.open(
                zmq.router().bind("tcp://127.0.0.1:*"),
                Flux.range(0, 15)
                    .map(i -> ZmqMessage.of("message " + i))
                    .doOnRequest(requested::addAndGet),
                10)
            .block(PATIENCE);
    source = zmq.dealer().connect(publisher.address()).openNow();
  }

  @AfterEach
  void close() {
    publisher.dispose();
    zmq.close();
  }

  @Test
  void noMoreIsRequestedThanMayBeKept() {
    from("", 0);
    assertThat(receive(11).get(10).text(2)).isEqualTo("message 9");
    assertThat(requested).hasValue(10);
    assertThat(publisher.progress()).isEqualTo(new ReplayPublisher.Progress(0, 10));

    acknowledge(4);

    assertThat(receive(4).get(3).text(2)).isEqualTo("message 13");
    assertThat(requested).hasValue(14);
    assertThat(publisher.progress()).isEqualTo(new ReplayPublisher.Progress(4, 14));
  }

  @Test
  void whatIsNotAcknowledgedIsSentAgain() {
    from("", 0);
    String generation = receive(11).get(0).text(1);
    acknowledge(4);
    receive(4);

    from(generation, 7);

    List<ZmqMessage> again = receive(8);
    assertThat(again.get(0).text(0)).isEqualTo("START");
    assertThat(again.get(1).text(2)).isEqualTo("message 7");
    assertThat(again.get(7).text(2)).isEqualTo("message 13");
  }

  @Test
  void whoAsksForWhatIsNotKeptIsTold() {
    from("", 0);
    String generation = receive(11).get(0).text(1);
    acknowledge(4);
    receive(4);

    from(generation, 3);
    assertThat(receive(1).get(0).text(1)).isEqualTo("4 to 14 are kept");
    from("another", 7);
    assertThat(receive(1).get(0).text(1)).isEqualTo("this is " + generation);
  }

  @Test
  void theEndIsToldAndWaitsForTheLastAcknowledgement() {
    from("", 0);
    receive(11);
    acknowledge(10);
    assertThat(receive(6).get(5).text(0)).isEqualTo("END");
    acknowledge(15);

    publisher.whenAcknowledged().block(PATIENCE);
  }

  private void from(String generation, long position) {
    source
        .send(ZmqMessage.of("FROM", generation.getBytes(StandardCharsets.UTF_8), number(position)))
        .block(PATIENCE);
  }

  private void acknowledge(long position) {
    source.send(ZmqMessage.of("ACK", number(position))).block(PATIENCE);
  }

  private List<ZmqMessage> receive(int count) {
    return source.receive().take(count).collectList().block(PATIENCE);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }
}
