package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What a socket that was disposed of still does: it tells how things stood, and nothing else. */
class DisposedSocketTest extends Scene {

  /** Something that is asked of a socket that is gone. */
  @SuppressWarnings("ImmutableEnumChecker") // what it does has no state
  enum Asked {
    BIND(zmq -> zmq.pull().open(), socket -> socket.bind(Anywhere.endpoint())),
    CONNECT(zmq -> zmq.pull().open(), socket -> socket.connect("tcp://127.0.0.1:1")),
    UNBIND(zmq -> zmq.pull().open(), socket -> socket.unbind(Anywhere.endpoint())),
    DISCONNECT(zmq -> zmq.pull().open(), socket -> socket.disconnect("tcp://127.0.0.1:1")),
    SEND(zmq -> zmq.push().open(), socket -> socket.send(ZmqMessage.of("late"))),
    SEND_OF_NOTHING(zmq -> zmq.push().open(), socket -> socket.send(Flux.empty())),
    RECEIVE(zmq -> zmq.pull().open(), socket -> socket.receive()),
    REQUEST(zmq -> zmq.req().open(), socket -> socket.request(ZmqMessage.of("late"))),
    REPLY(zmq -> zmq.rep().open(), socket -> socket.reply(Mono::just)),
    SUBSCRIBE(zmq -> zmq.sub().open(), socket -> socket.subscribe("late")),
    AWAIT_SUBSCRIBERS(zmq -> zmq.pub().open(), socket -> socket.awaitSubscribers("", 0)),
    JOIN(zmq -> zmq.dish().open(), socket -> socket.join("late"));

    private final Function<ZmqContext, Mono<? extends ZmqSocket>> open;
    private final Function<ZmqSocket, Publisher<?>> ask;

    @SuppressWarnings("unchecked") // it asks what it has opened
    <T extends ZmqSocket> Asked(Function<ZmqContext, Mono<T>> open, Function<T, Publisher<?>> ask) {
      this.open = zmq -> open.apply(zmq);
      this.ask = socket -> ask.apply((T) socket);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAskedOfItFailsFromTheMomentOfDisposeOn(Asked asked) {
    ZmqSocket socket = await(asked.open.apply(zmq));

    socket.dispose();

    StepVerifier.create(asked.ask.apply(socket)).verifyError(DisposedException.class);
    await(socket.onDispose());
    StepVerifier.create(asked.ask.apply(socket)).verifyError(DisposedException.class);
    StepVerifier.create(asked.ask.apply(socket)).verifyError(DisposedException.class);
  }

  @Test
  void itStillTellsHowThingsStood() {
    PullSocket pull = await(zmq.pull().bind(Anywhere.endpoint()).open());
    PushSocket push = await(zmq.push().connect(pull.endpoints().get(0).address()).open());
    await(push.send(Flux.just("1", "2", "3").map(ZmqMessage::of)));
    await(pull.receive().take(3).then());

    await(push.disposeLater());
    await(pull.disposeLater());

    assertThat(await(push.metrics()).sent()).isEqualTo(3);
    SocketMetrics received = await(pull.metrics());
    assertThat(received.received()).isEqualTo(3);
    assertThat(received.peers()).isZero();
    assertThat(await(pull.peers())).isEmpty();
    assertThat(pull.endpoints()).isEmpty();
    StepVerifier.create(pull.events()).verifyComplete();
  }

  @Test
  void closeWaitsUntilItHasLingered() {
    PullSocket pull = await(zmq.pull().bind("tcp://127.0.0.1:*").open());
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    try (own) {
      PushSocket push =
          await(own.push().immediate(false).connect(pull.endpoints().get(0).address()).open());
      push.send(Flux.range(0, 100).map(i -> ZmqMessage.of("job " + i))).subscribe();
      until(push, m -> m.sent() + m.waitingToSend() == 100);
    }

    assertThat(own.isDisposed()).isTrue();
    assertThat(own.sockets()).isEmpty();
    assertThat(await(pull.receive().take(100).count())).isEqualTo(100);
  }

  @Test
  void disposeNowTellsWhoWaitsNoLonger() {
    PushSocket push =
        await(
            zmq.push()
                .linger(Duration.ofSeconds(2))
                .immediate(false)
                .connect("tcp://127.0.0.1:1")
                .open());
    push.send(ZmqMessage.of("waits for a peer")).subscribe(sent -> {}, failed -> {});
    until(push, m -> m.waitingToSend() == 1);

    assertThatThrownBy(() -> push.disposeNow(Duration.ofMillis(1)))
        .isInstanceOf(IllegalStateException.class);

    await(push.onDispose());
  }

  @Test
  void socketsWhoseLoopsHaveEndedAreDisposedOf() {
    LoopResources loops = LoopResources.create("own", 1, true);
    ZmqContext own = ZmqContext.builder().loopResources(loops).build();
    PushSocket push = await(own.push().connect("tcp://127.0.0.1:1").open());
    PullSocket pull = await(own.pull().bind(Anywhere.endpoint()).open());
    Mono<Void> sent = push.send(Flux.never()).cache();
    sent.subscribe(none -> {}, failed -> {});
    Mono<Long> received = pull.receive().count().cache();
    received.subscribe();
    await(push.metrics());

    await(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)));

    await(push.onDispose());
    await(pull.onDispose());
    StepVerifier.create(sent).verifyError(DisposedException.class);
    assertThat(await(received)).isZero();
    await(own.disposeLater());
    StepVerifier.create(own.push().open()).verifyError(DisposedException.class);
  }
}
