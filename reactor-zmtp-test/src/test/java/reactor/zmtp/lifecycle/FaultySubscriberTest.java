package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/**
 * What subscribers throw, whatever they are told and however fatal Reactor calls it: it is reported
 * as dropped, and everybody else is told as if they had not. No ZmqTest, which would not have it.
 */
@Isolated("Reactor's hooks are those of the whole JVM")
class FaultySubscriberTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> dropped = new CopyOnWriteArrayList<>();
  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();

  @BeforeEach
  void listen() {
    Hooks.onErrorDropped(error -> dropped.add(String.valueOf(error.getMessage())));
  }

  @AfterEach
  void stopListening() {
    Scene.await(zmq.disposeLater());
    Hooks.resetOnErrorDropped();
  }

  /** Something that ends when its socket is disposed of, and the socket that has it. */
  @SuppressWarnings("ImmutableEnumChecker") // what it does has no state
  enum Ending {
    SEND(socket -> ((PushSocket) socket).send(Flux.never()), zmq -> zmq.push().open()),
    WAITING_SEND(
        socket -> ((PushSocket) socket).send(ZmqMessage.of("waits")),
        zmq -> zmq.push().linger(Duration.ZERO).open()),
    REQUEST(
        socket -> ((ReqSocket) socket).request(ZmqMessage.of("waits")), zmq -> zmq.req().open()),
    RECEIVE(socket -> ((PullSocket) socket).receive(), zmq -> zmq.pull().open()),
    REPLY(socket -> ((RepSocket) socket).reply(Mono::just), zmq -> zmq.rep().open()),
    AWAIT_SUBSCRIBERS(
        socket -> ((PubSocket) socket).awaitSubscribers("", 1), zmq -> zmq.pub().open()),
    EVENTS(socket -> socket.events().then(), zmq -> zmq.pull().open()),
    ON_DISPOSE(socket -> socket.onDispose(), zmq -> zmq.pull().open());

    private final Function<ZmqSocket, Publisher<?>> begin;
    private final Function<ZmqContext, Mono<? extends ZmqSocket>> open;

    Ending(
        Function<ZmqSocket, Publisher<?>> begin,
        Function<ZmqContext, Mono<? extends ZmqSocket>> open) {
      this.begin = begin;
      this.open = open;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoThrowsWhenItIsToldOfTheEndKeepsNobodyFromEnding(Ending ending) {
    ZmqSocket socket = Scene.await(ending.open.apply(zmq));
    CountDownLatch told = new CountDownLatch(1);
    ending.begin.apply(socket).subscribe(new Thrower<>(told));

    Scene.await(socket.disposeLater());
    Scene.await(zmq.disposeLater());

    assertThat(told.getCount()).isZero();
    assertThat(dropped).contains("not even the end");
  }

  @Test
  void aSubscriberThatThrowsOfEachMessageCostsThatMessageAndItsSubscription() {
    PullSocket pull = Scene.await(zmq.pull().bind(Anywhere.endpoint()).open());
    PushSocket push = Scene.await(zmq.push().connect(pull.endpoints().get(0).address()).open());
    CountDownLatch told = new CountDownLatch(1);
    pull.receive().subscribe(new Thrower<>(told));

    Scene.await(push.send(Flux.just("1", "2").map(ZmqMessage::of)));
    Scene.await(Mono.fromCallable(() -> told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)));

    assertThat(Scene.await(pull.receive().next()).text()).isEqualTo("2");
    assertThat(Scene.await(pull.peers())).hasSize(1);
  }

  @Test
  void aPublisherThatThrowsWhenItIsAskedOrCancelledFailsItsSendAlone() {
    PullSocket pull = Scene.await(zmq.pull().bind(Anywhere.endpoint()).open());
    PushSocket push = Scene.await(zmq.push().connect(pull.endpoints().get(0).address()).open());
    Publisher<ZmqMessage> faulty =
        subscriber ->
            subscriber.onSubscribe(
                new Subscription() {
                  @Override
                  public void request(long n) {
                    throw new NoClassDefFoundError("not when it is asked");
                  }

                  @Override
                  public void cancel() {
                    throw new AssertionError("nor when it is cancelled");
                  }
                });

    Throwable failure =
        Scene.await(push.send(faulty).then(Mono.<Throwable>empty()).onErrorResume(Mono::just));
    Scene.await(push.send(ZmqMessage.of("another")));

    assertThat(failure).isInstanceOf(NoClassDefFoundError.class);
    assertThat(Scene.await(pull.receive().next()).text()).isEqualTo("another");
    assertThat(dropped).contains("nor when it is cancelled");
  }

  /** Against all rules of Reactive Streams. */
  private record Thrower<T>(CountDownLatch told) implements CoreSubscriber<T> {

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
      throw new NoClassDefFoundError("not a single value");
    }

    @Override
    public void onError(Throwable failure) {
      told.countDown();
      throw new NoClassDefFoundError("not even the end");
    }

    @Override
    public void onComplete() {
      told.countDown();
      throw new NoClassDefFoundError("not even the end");
    }
  }
}
