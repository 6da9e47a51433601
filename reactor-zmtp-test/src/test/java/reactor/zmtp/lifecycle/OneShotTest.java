package reactor.zmtp.lifecycle;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A subscription that owns its socket, cancelled and made again, as a time-out and a retry do. */
class OneShotTest extends Scene {

  private final Events events = new Events();

  static Stream<Function<OneShotTest, Flux<?>>> subscriptions() {
    return Stream.of(
        test -> test.bound(test.zmq.pull()).receive(),
        test -> test.bound(test.zmq.sub().subscribe("")).receive(),
        test -> test.bound(test.zmq.gather()).receive(),
        test -> test.bound(test.zmq.dish().join("group")).receive(),
        test -> test.bound(test.zmq.push()).send(Flux.never()).flux());
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void bindsOnceTheOneBeforeIsGone(Function<OneShotTest, Flux<?>> subscription) {
    Flux<?> messages = subscription.apply(this);
    for (int i = 1; i <= 20; i++) {
      Disposable given = keep(messages.subscribe());
      events.await(Listening.class, i);
      given.dispose();
    }
    until(() -> zmq.sockets().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void bindsOnceTheOneThatWasCancelledWhileItOpenedIsGone(
      Function<OneShotTest, Flux<?>> subscription) {
    Flux<?> messages = subscription.apply(this);
    for (int i = 1; i <= 20; i++) {
      messages.subscribe().dispose();
    }
    keep(messages.subscribe());

    events.await(Listening.class);
  }

  private <S extends SocketSpec<S, ?>> S bound(S spec) {
    return spec.doOnEvent(events).bind(free());
  }

  /** An endpoint that was free just now. */
  private String free() {
    ZmqContext own = ZmqContext.builder().ioThreads(1).build();
    String endpoint = address(await(own.pull().bind(Anywhere.endpoint()).open()));
    await(own.disposeLater());
    return endpoint;
  }
}
