package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** How a send ends. */
class SendCompletionTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 4000;

  @ParameterizedTest
  @EnumSource
  void aSendCompletesWhenItsLastMessageIsWritten(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    AtomicReference<Long> written = new AtomicReference<>();
    Mono<Void> sent =
        socket
            .send(Supply.of(500).sized(SIZE).messages())
            .doOnSuccess(done -> socket.metrics().subscribe(m -> written.set(m.sent())))
            .cache();
    keep(sent.subscribe());
    until(socket, m -> m.waitingToSend() == MARK);
    assertThat(written).hasValue(null);

    numbers(peer, 500);
    await(sent);

    until(() -> written.get() != null);
    assertThat(written).hasValue(500L);
  }

  /** Its publisher completes on a thread of its own, when all is written and another waits. */
  @ParameterizedTest
  @EnumSource
  void aSendCompletesThoughAnotherWaitsForRoom(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    join(socket, type.peer());
    Sinks.Many<ZmqMessage> publisher = Sinks.many().unicast().onBackpressureBuffer();
    Mono<Void> sent = socket.send(publisher.asFlux()).cache();
    keep(sent.subscribe());
    publisher.tryEmitNext(ZmqMessage.of("written at once"));
    until(socket, m -> m.sent() == 1);
    keep(socket.send(Supply.of(10_000).sized(SIZE).messages()).subscribe());
    until(socket, m -> m.sent() > 20 && m.waitingToSend() > 0);

    publisher.tryEmitComplete();

    await(sent);
  }

  @ParameterizedTest
  @EnumSource
  void aSendWaitsForAPeer(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    AtomicInteger ends = new AtomicInteger();
    Mono<Void> sent =
        socket.send(Supply.message(7, 0)).doFinally(end -> ends.incrementAndGet()).cache();
    keep(sent.subscribe());
    metrics(socket);
    assertThat(ends).hasValue(0);

    ZmtpPeer peer = join(socket, type.peer());

    await(sent);
    assertThat(numbers(peer, 1)).containsExactly(7L);
  }

  @ParameterizedTest
  @EnumSource
  void aSendOfNothingCompletesWithoutAPeer(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);

    StepVerifier.create(socket.send(Flux.empty())).expectComplete().verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void thePublishersErrorIsTheSendsAndWhatCameBeforeItIsSent(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    Flux<ZmqMessage> failing =
        Supply.of(300)
            .sized(SIZE)
            .messages()
            .concatWith(Mono.error(new IllegalStateException("the source ran dry")));
    Mono<Void> sent = socket.send(failing).cache();
    keep(sent.subscribe(done -> {}, error -> {}));

    assertThat(numbers(peer, 300)).hasSize(300).isSorted();
    StepVerifier.create(sent).expectErrorMessage("the source ran dry").verify(PATIENCE);
    assertThat(metrics(socket).sent()).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorWithoutAMessageFailsTheSendWithoutAPeer(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);

    StepVerifier.create(socket.send(Mono.error(new IllegalStateException("nothing to send"))))
        .expectErrorMessage("nothing to send")
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aPublisherThatThrowsWhenAskedFailsItsSendAndNoOther(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    Flux<ZmqMessage> throwing =
        Flux.from(
            subscriber ->
                subscriber.onSubscribe(
                    new Subscription() {
                      @Override
                      public void request(long n) {
                        throw new IllegalStateException("against rule 3.16");
                      }

                      @Override
                      public void cancel() {
                        // nothing to stop
                      }
                    }));

    StepVerifier.create(socket.send(throwing))
        .expectErrorMessage("against rule 3.16")
        .verify(PATIENCE);
    await(socket.send(Supply.message(1, 0)));
    assertThat(numbers(peer, 1)).containsExactly(1L);
  }

  /** As the rules of Reactive Streams allow (2.8). */
  @Test
  void whatAPublisherSendsAfterItWasCancelledIsDiscarded() {
    ScatterSocket socket = open(zmq.scatter().bind(Anywhere.endpoint()));
    join(socket, "GATHER");
    ZmqMessage refused = ZmqMessage.of("two", "frames");
    ZmqMessage late = ZmqMessage.of("late");
    Flux<ZmqMessage> stubborn =
        Flux.from(
            subscriber ->
                subscriber.onSubscribe(
                    new Subscription() {
                      @Override
                      public void request(long n) {
                        subscriber.onNext(refused);
                        subscriber.onNext(late);
                      }

                      @Override
                      public void cancel() {
                        // too late
                      }
                    }));
    List<ZmqMessage> discarded = new CopyOnWriteArrayList<>();

    StepVerifier.create(socket.send(stubborn).doOnDiscard(ZmqMessage.class, discarded::add))
        .expectError(ZmqException.class)
        .verify(PATIENCE);
    until(() -> !discarded.isEmpty());
    assertThat(discarded).containsExactly(late);
  }

  @ParameterizedTest
  @EnumSource
  void cancellingASendCancelsItsPublisher(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    join(socket, type.peer());
    Supply supply = Supply.endless().sized(SIZE);
    Disposable send = socket.send(supply.messages()).subscribe();
    until(socket, m -> m.waitingToSend() == MARK);

    send.dispose();

    assertThat(supply.isCancelled()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasTakenBeforeTheCancelIsStillSent(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    Supply supply = Supply.endless().sized(SIZE);
    Disposable send = socket.send(supply.messages()).subscribe();
    until(socket, m -> m.waitingToSend() == MARK);

    send.dispose();
    long taken = supply.published();

    assertThat(numbers(peer, taken)).hasSize((int) taken).isSorted();
    until(socket, m -> m.sent() == taken && m.waitingToSend() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledSendLeavesItsRoomToOthers(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    TestPublisher<ZmqMessage> silent = TestPublisher.create();
    Disposable send = socket.send(silent.flux()).subscribe();
    until(silent::wasRequested);

    send.dispose();
    Supply supply = Supply.of(100);
    await(socket.send(supply.messages()));

    assertThat(supply.requests().get(0)).isEqualTo(MARK);
    assertThat(numbers(peer, 100)).isSorted();
  }

  @Test
  void eachSubscriptionOfASendSendsAgain() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(push, "PULL");
    AtomicInteger next = new AtomicInteger();
    Mono<Void> send = push.send(Mono.fromCallable(() -> Supply.message(next.getAndIncrement(), 0)));

    await(send);
    await(send);

    assertThat(numbers(peer, 2)).containsExactly(0L, 1L);
  }

  @Test
  void nothingIsSentBeforeTheSendIsSubscribedTo() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    join(push, "PULL");
    Supply supply = Supply.of(1);

    push.send(supply.messages());

    metrics(push);
    assertThat(supply.requests()).isEmpty();
  }

  @Test
  void thePublisherSeesTheContextOfItsSend() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(push, "PULL");

    await(
        push.send(
                Mono.deferContextual(
                    context -> Mono.just(Supply.message(context.get("number"), 0))))
            .contextWrite(context -> context.put("number", 42L)));

    assertThat(numbers(peer, 1)).containsExactly(42L);
  }

  @ParameterizedTest
  @EnumSource
  void eachMessageIsSentWhenItIsPublishedThoughNoneFollows(Sender type) {
    SendingSocket socket = type.open(zmq, MARK);
    ZmtpPeer peer = join(socket, type.peer());
    TestPublisher<ZmqMessage> slow = TestPublisher.create();
    keep(socket.send(slow.flux()).subscribe());
    until(slow::wasRequested);

    for (long i = 0; i < 20; i++) {
      slow.next(Supply.message(i, 0));

      assertThat(numbers(peer, 1)).containsExactly(i);
    }
  }
}
