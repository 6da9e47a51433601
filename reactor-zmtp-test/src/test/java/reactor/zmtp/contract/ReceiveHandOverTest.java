package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * {@code receive()} has one subscriber at a time; what is queued when it cancels goes to the next.
 */
class ReceiveHandOverTest extends Scene {

  @ParameterizedTest
  @EnumSource
  void aSecondSubscriberIsRefusedAndToldWhatToDo(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    keep(socket.receive().subscribe());

    StepVerifier.create(socket.receive())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(AlreadyReceivingException.class)
                    .hasMessageContaining(type.name())
                    .hasMessageContaining("publish().autoConnect()"))
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstSubscriberDoesNotNoticeTheSecond(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    ConcurrentLinkedQueue<Long> first = new ConcurrentLinkedQueue<>();
    keep(socket.receive().map(Supply::number).subscribe(first::add));
    keep(socket.receive().subscribe(message -> {}, refused -> {}));

    await(join(socket, type.peer()).script().send(numbered(10)));

    until(socket, m -> m.received() == 10);
    assertThat(first).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void afterACancelTheNextSubscriberContinuesWhereTheFirstStopped(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    await(join(socket, type.peer()).script().send(numbered(15)));

    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.addAll(numbers(await(socket.receive().take(5).collectList())));
    }

    assertThat(all).isEqualTo(upTo(15));
  }

  @ParameterizedTest
  @EnumSource
  void theNextSubscriberMayComeInsideTheFirstOnesLastSignal(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    await(join(socket, type.peer()).script().send(numbered(15)));

    List<ZmqMessage> all =
        await(
            socket
                .receive()
                .take(5)
                .concatWith(socket.receive().take(5))
                .concatWith(socket.receive().take(5))
                .collectList());

    assertThat(numbers(all)).isEqualTo(upTo(15));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostWhileMessagesKeepComing(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 10, 0);
    keep(join(socket, type.peer()).script().send(numbered(10_000)).subscribe());

    List<Long> all = new ArrayList<>();
    while (all.size() < 10_000) {
      all.addAll(numbers(await(socket.receive().take(100).collectList())));
    }

    assertThat(all).isEqualTo(upTo(10_000));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostWhenAnotherThreadCancels(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    keep(join(socket, type.peer()).script().send(numbered(50_000)).subscribe());
    ConcurrentLinkedQueue<Long> all = new ConcurrentLinkedQueue<>();

    // Each is cancelled by this thread, in the middle of what the event loop gives it.
    while (all.size() < 50_000) {
      int before = all.size();
      Disposable receiver = subscribe(socket, all);
      until(() -> all.size() > before);
      receiver.dispose();
    }

    assertThat(new ArrayList<>(all)).isEqualTo(upTo(50_000));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasRequestedByTheFirstIsNotOwedToTheNext(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    socket.receive().subscribe().dispose(); // unbounded demand
    keep(socket.receive().subscribeWith(new Idle()));

    await(join(socket, type.peer()).script().send(numbered(10)));

    until(socket, m -> m.waitingToReceive() == 10);
    assertThat(metrics(socket).received()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheFirstDidNotRequestIsStillThere(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    Idle idle = new Idle();
    socket.receive().subscribe(idle);
    await(join(socket, type.peer()).script().send(numbered(10)));
    until(socket, m -> m.waitingToReceive() == 10);
    idle.request(3);
    until(socket, m -> m.received() == 3);
    idle.cancel();

    List<ZmqMessage> rest = await(socket.receive().take(7).collectList());

    assertThat(numbers(rest)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriberThatThrowsLosesOnlyItsOwnMessage(Receiver type) {
    ReceivingSocket socket = type.open(zmq);
    await(join(socket, type.peer()).script().send(numbered(5)));
    StepVerifier.create(
            socket
                .receive()
                .doOnNext(
                    message -> {
                      throw new IllegalStateException("no use for it");
                    }))
        .expectErrorMessage("no use for it")
        .verify(PATIENCE);

    List<ZmqMessage> rest = await(socket.receive().take(4).collectList());

    assertThat(numbers(rest)).containsExactly(1L, 2L, 3L, 4L);
  }

  /**
   * A subscriber that keeps also what comes while it is being cancelled, as rule 2.8 tells it to.
   */
  private static Disposable subscribe(
      ReceivingSocket socket, ConcurrentLinkedQueue<Long> received) {
    BaseSubscriber<ZmqMessage> receiver =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnNext(ZmqMessage message) {
            received.add(Supply.number(message));
          }
        };
    socket.receive().subscribe(receiver);
    return receiver;
  }

  private static byte[] numbered(int count) {
    byte[][] all = new byte[count][];
    for (int i = 0; i < count; i++) {
      all[i] = ZmtpBytes.message(Supply.message(i, 0).bytes());
    }
    return ZmtpBytes.concat(all);
  }

  private static List<Long> upTo(int count) {
    return Flux.range(0, count).map(Long::valueOf).collectList().block();
  }

  /** A subscriber that requests nothing by itself. */
  private static final class Idle extends BaseSubscriber<ZmqMessage> {

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // nothing yet
    }
  }
}
