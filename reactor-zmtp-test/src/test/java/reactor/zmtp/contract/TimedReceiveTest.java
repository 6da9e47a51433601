package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** {@code receive(Duration)}: one message if it comes in time, and nothing lost if it does not. */
class TimedReceiveTest extends Scene {

  private static final Duration SHORT = Duration.ofMillis(1);

  @ParameterizedTest
  @EnumSource
  void aMessageThatComesInTimeIsReceived(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ZmtpPeer peer = join(socket, type.peer());

    StepVerifier.create(socket.receive(PATIENCE).map(Supply::number))
        .then(() -> await(peer.script().send(numbered(7))))
        .expectNext(7L)
        .expectComplete()
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void withoutAMessageItIsEmptyWhenTheTimeIsOver(Receiver type) {
    assertThat(await(type.open(zmq).receive(SHORT).hasElement())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void withoutPatienceOnlyWhatWaitsIsReceived(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    await(join(socket, type.peer()).script().send(numbered(0)));
    until(socket, m -> m.waitingToReceive() == 1);

    long received = await(socket.receive(Duration.ZERO).map(Supply::number));

    assertThat(received).isZero();
    assertThat(await(socket.receive(Duration.ZERO).hasElement())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void severalInARowLoseNothingThoughMessagesComeJustAsTheTimeIsOver(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ZmtpPeer peer = join(socket, type.peer());
    keep(
        Flux.range(0, 300)
            .concatMap(i -> peer.script().send(numbered(i)).then(Mono.delay(SHORT)))
            .subscribe());

    List<Long> all = new ArrayList<>();
    while (all.size() < 300) {
      await(socket.receive(SHORT).map(Supply::number).doOnNext(all::add));
    }

    assertThat(all).isEqualTo(upTo(300));
  }

  @ParameterizedTest
  @EnumSource
  void theNextMayBeSubscribedToInTheMiddleOfTheOneBefore(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    await(join(socket, type.peer()).script().send(numbered(0), numbered(1), numbered(2)));

    Mono<List<ZmqMessage>> three =
        socket
            .receive(PATIENCE)
            .flatMap(first -> socket.receive(PATIENCE).map(second -> List.of(first, second)))
            .flatMap(
                two ->
                    socket.receive(PATIENCE).map(third -> List.of(two.get(0), two.get(1), third)));

    assertThat(numbers(await(three))).isEqualTo(upTo(3));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostWhenAnotherThreadCancels(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ZmtpPeer peer = join(socket, type.peer());
    keep(Flux.range(0, 300).concatMap(i -> peer.script().send(numbered(i))).subscribe());
    ConcurrentLinkedQueue<Long> all = new ConcurrentLinkedQueue<>();

    for (int i = 0; all.size() < 300; i++) {
      Keeping keeping = new Keeping(all);
      socket.receive(PATIENCE).subscribe(keeping);
      for (int spin = 0; spin < i % 50 * 100; spin++) {
        Thread.onSpinWait();
      }
      keeping.cancel();
      metrics(socket); // so that the loop is not left behind
    }

    assertThat(new ArrayList<>(all)).isEqualTo(upTo(300));
  }

  @ParameterizedTest
  @EnumSource
  void itIsRefusedWhileAnotherReceives(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    keep(socket.receive().subscribe());

    StepVerifier.create(socket.receive(PATIENCE))
        .expectError(AlreadyReceivingException.class)
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void itFailsWhenTheSocketIsDisposedOf(Receiver type) {
    ReceivingSocket socket = type.open(zmq);

    StepVerifier.create(socket.receive(PATIENCE))
        .then(socket::dispose)
        .expectError(DisposedException.class)
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void negativePatienceIsRefused(Receiver type) {
    ReceivingSocket socket = type.open(zmq);

    assertThatIllegalArgumentException().isThrownBy(() -> socket.receive(SHORT.negated()));
  }

  @Test
  void aRouterReceivesWithinATimeToo() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    assertThat(await(router.receive(SHORT).hasElement())).isFalse();

    await(join(router, "DEALER").script().message("A"));

    String text = await(router.receive(PATIENCE).map(received -> received.message().text()));

    assertThat(text).isEqualTo("A");
  }

  private static byte[] numbered(long number) {
    return ZmtpBytes.message(Supply.message(number, 0).bytes());
  }

  private static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /**
   * A subscriber that keeps also what comes while it is being cancelled, as rule 2.8 tells it to.
   */
  private static final class Keeping extends BaseSubscriber<ZmqMessage> {

    private final ConcurrentLinkedQueue<Long> received;

    Keeping(ConcurrentLinkedQueue<Long> received) {
      this.received = received;
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      received.add(Supply.number(message));
    }
  }
}
