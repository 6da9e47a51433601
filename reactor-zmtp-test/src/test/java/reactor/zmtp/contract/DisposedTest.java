package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** What a socket does once it, or its context, was disposed of. */
class DisposedTest extends Scene {

  /** Who disposes. */
  enum Of {
    SOCKET,
    /** Then the event loop the socket lived on is gone too. */
    CONTEXT
  }

  /** What can be asked of a socket. */
  enum Asked {
    BIND(socket -> socket.bind(Anywhere.endpoint())),
    CONNECT(socket -> socket.connect("tcp://127.0.0.1:5555")),
    UNBIND(socket -> socket.unbind("tcp://127.0.0.1:5555")),
    DISCONNECT(socket -> socket.disconnect("tcp://127.0.0.1:5555")),
    SEND(socket -> socket.send(ZmqMessage.of("too late"))),
    SEND_ENDLESSLY(socket -> socket.send(Supply.endless().messages())),
    SEND_SILENTLY(socket -> socket.send(Flux.never())),
    RECEIVE(socket -> socket.receive().then());

    @SuppressWarnings("ImmutableEnumChecker") // they have no state
    private final Function<PairSocket, Mono<?>> task;

    Asked(Function<PairSocket, Mono<?>> task) {
      this.task = task;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsAskedOfADisposedSocketFails(Asked asked) {
    PairSocket socket = disposed(Of.SOCKET);

    StepVerifier.create(asked.task.apply(socket))
        .expectError(DisposedException.class)
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsAskedOfASocketWhoseContextIsGoneFails(Asked asked) {
    PairSocket socket = disposed(Of.CONTEXT);

    StepVerifier.create(asked.task.apply(socket))
        .expectError(DisposedException.class)
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void disposeMayBeRepeated(Of of) {
    PairSocket socket = disposed(of);

    assertThatCode(socket::dispose).doesNotThrowAnyException();
    assertThat(socket.isDisposed()).isTrue();
    await(socket.onDispose());
    await(socket.disposeLater());
  }

  @ParameterizedTest
  @EnumSource
  void itsFiguresCanStillBeRead(Of of) {
    PairSocket socket = disposed(of);

    assertThat(metrics(socket).peers()).isZero();
    assertThat(socket.endpoints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void itsEventsAreOver(Of of) {
    PairSocket socket = disposed(of);

    StepVerifier.create(socket.events()).expectComplete().verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aReceiveThatIsGoingOnCompletes(Receiver type) {
    ReceivingSocket socket = type.open(zmq);

    StepVerifier.create(socket.receive()).then(socket::dispose).expectComplete().verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aReceiveThatIsGoingOnCompletesWithoutDemandToo(Receiver type) {
    ReceivingSocket socket = type.open(zmq);

    StepVerifier.create(socket.receive(), 0)
        .then(socket::dispose)
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void aSubscriberMayAskAndCancelAfterTheContextIsGone() {
    PairSocket socket = open(zmq.pair());
    BaseSubscriber<ZmqMessage> subscriber = new Patient();
    socket.receive().subscribe(subscriber);
    await(zmq.disposeLater());

    assertThatCode(
            () -> {
              subscriber.request(1);
              subscriber.cancel();
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void aSendThatIsGoingOnFailsAndItsPublisherIsCancelled(Sender type) {
    SendingSocket socket = type.open(zmq, 10);
    Supply supply = Supply.endless();

    StepVerifier.create(socket.send(supply.messages()))
        .then(socket::dispose)
        .expectError(DisposedException.class)
        .verify(PATIENCE);
    assertThat(supply.isCancelled()).isTrue();
  }

  @Test
  void aPublisherMayPublishAfterTheContextIsGone() {
    PairSocket socket = open(zmq.pair().bind(Anywhere.endpoint()));
    join(socket, "PAIR");
    Sinks.Many<ZmqMessage> sink = Sinks.many().unicast().onBackpressureBuffer();
    Mono<Void> sent = socket.send(sink.asFlux()).cache();
    keep(sent.subscribe(done -> {}, error -> {}));
    until(socket, m -> m.peers() == 1);
    keep(zmq.disposeLater().subscribe());
    StepVerifier.create(sent).expectError(DisposedException.class).verify(PATIENCE);

    assertThatCode(
            () -> {
              sink.tryEmitNext(ZmqMessage.of("too late"));
              sink.tryEmitComplete();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aContextThatIsGoneOpensNoSocket() {
    await(zmq.disposeLater());

    StepVerifier.create(zmq.push().bind(Anywhere.endpoint()).open())
        .expectErrorSatisfies(
            e ->
                assertThat(e).isInstanceOf(DisposedException.class).hasMessageContaining("context"))
        .verify(PATIENCE);
    assertThat(zmq.isDisposed()).isTrue();
  }

  @Test
  void theErrorSaysWhatWasAskedOfWhat() {
    PairSocket socket = disposed(Of.SOCKET);

    StepVerifier.create(socket.connect("tcp://127.0.0.1:5555"))
        .expectErrorMessage(
            "cannot connect to tcp://127.0.0.1:5555: this PAIR socket was disposed of")
        .verify(PATIENCE);
  }

  private PairSocket disposed(Of of) {
    PairSocket socket = open(zmq.pair().bind(Anywhere.endpoint()));
    Mono<Void> end = of == Of.SOCKET ? ((ZmqSocket) socket).disposeLater() : zmq.disposeLater();
    await(end);
    return socket;
  }

  private static final class Patient extends BaseSubscriber<ZmqMessage> {

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // nothing yet
    }
  }
}
