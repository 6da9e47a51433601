package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.ReplayReceiver;

/** A receiver, and a sink that speaks to it frame by frame. */
@Tag("full")
class ReplayReceiverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private ReplayReceiver receiver;
  private DealerSocket sink;

  @AfterEach
  void close() {
    zmq.close();
  }

  @Test
  void whatComesAgainHasNoEffect() {
    open(Map.of());
    send("BEGIN", "run", 5);
    put("run", 5);
    put("run", 6);
    assertThat(commit("run", 7)).isEqualTo(7);

    send("BEGIN", "run", 5);
    put("run", 5);
    put("run", 6);
    put("run", 7);

    assertThat(commit("run", 8)).isEqualTo(8);
    assertThat(effects).containsExactly("run 5", "run 6", "run 7");
  }

  @Test
  void whatComesTooEarlyIsNotAcknowledged() {
    open(Map.of());
    put("run", 0);
    send("BEGIN", "run", 0);
    put("run", 0);
    put("run", 2);

    assertThat(commit("run", 3)).isEqualTo(1);
    assertThat(effects).containsExactly("run 0");
  }

  @Test
  void anotherReceiverGoesOnWhereTheOneBeforeItWas() {
    open(Map.of("run", 2L));
    send("BEGIN", "run", 0);
    for (int i = 0; i < 4; i++) {
      put("run", i);
    }

    assertThat(commit("run", 4)).isEqualTo(4);
    assertThat(effects).containsExactly("run 2", "run 3");
  }

  @Test
  void anEffectThatFailsIsNotAcknowledgedAndEndsTheReceiver() {
    receiver =
        ReplayReceiver.open(
                zmq.router().bind("tcp://127.0.0.1:*"),
                Map.of(),
                message -> Mono.error(new IllegalStateException("the disk is full")))
            .block(PATIENCE);
    sink = zmq.dealer().linger(Duration.ZERO).connect(receiver.address()).openNow();
    send("BEGIN", "run", 0);
    put("run", 0);

    assertThatThrownBy(() -> receiver.whenEnded().block(PATIENCE)).hasMessage("the disk is full");
    assertThat(receiver.isDisposed()).isTrue();
  }

  @Test
  void whatNoSinkSendsIsLeftAlone() {
    open(Map.of());
    sink.send(ZmqMessage.of("PUT")).block(PATIENCE);
    sink.send(ZmqMessage.of("PUT", bytes("run"), number(0))).block(PATIENCE);
    sink.send(ZmqMessage.of("COMMIT", "run")).block(PATIENCE);
    send("BEGIN", "run", 0);
    put("run", 0);

    assertThat(commit("run", 1)).isEqualTo(1);
  }

  private void open(Map<String, Long> next) {
    receiver =
        ReplayReceiver.open(
                zmq.router().bind("tcp://127.0.0.1:*"),
                next,
                numbered -> Mono.fromRunnable(() -> effects.add(numbered.message().text())))
            .block(PATIENCE);
    sink = zmq.dealer().linger(Duration.ZERO).connect(receiver.address()).openNow();
  }

  private void send(String verb, String generation, long position) {
    sink.send(ZmqMessage.of(verb, bytes(generation), number(position))).block(PATIENCE);
  }

  private void put(String generation, long position) {
    byte[] text = bytes(generation + " " + position);
    sink.send(ZmqMessage.of("PUT", bytes(generation), number(position), text)).block(PATIENCE);
  }

  /** What is acknowledged. */
  private long commit(String generation, long position) {
    send("COMMIT", generation, position);
    ZmqMessage done = sink.receive().next().block(PATIENCE);
    assertThat(List.of(done.text(0), done.text(1))).containsExactly("DONE", generation);
    return done.buffer(2).getLong(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }
}
