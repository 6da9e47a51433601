package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.Closed;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What was cancelled before it began does not happen, and what was delivered stays. */
class GivenUpTest extends Scene {

  private final ZmqContext one = ZmqContext.builder().ioThreads(1).build();
  private final Events events = new Events();

  @AfterEach
  void dispose() {
    await(one.disposeLater());
  }

  static List<Function<ZmqSocket, Mono<?>>> requests() {
    return List.of(
        socket -> socket.bind(Anywhere.endpoint()),
        socket -> socket.connect("tcp://127.0.0.1:1"),
        socket -> ((SubSocket) socket).subscribe("topic"),
        socket -> socket.bind("tcp://192.0.2.1:*")); // which would fail
  }

  @ParameterizedTest
  @MethodSource("requests")
  void whatIsCancelledWhileTheLoopIsBusyDoesNotBegin(Function<ZmqSocket, Mono<?>> request) {
    SubSocket sub = open(one.sub().doOnEvent(events));

    whileItsLoopIsBusy(sub, () -> request.apply(sub).subscribe().dispose());

    assertThat(await(sub.topicCount())).isZero();
    assertThat(sub.endpoints()).isEmpty();
    assertThat(events.all()).isEmpty();
  }

  @Test
  void anOpeningThatIsCancelledWhileTheLoopIsBusyBindsNothing() {
    SubSocket sub = open(one.sub());

    whileItsLoopIsBusy(
        sub,
        () -> one.pull().doOnEvent(events).bind(Anywhere.endpoint()).open().subscribe().dispose());

    until(() -> one.sockets().size() == 1);
    assertThat(events.names()).containsExactly("Stopped");
  }

  @Test
  void whatWasBoundAndNotDeliveredYetIsClosedAgain() {
    Disposable.Swap binding = Disposables.swap();
    PullSocket pull =
        open(
            one.pull()
                .doOnEvent(events)
                .doOnEvent(
                    event -> {
                      if (event instanceof Listening) {
                        binding.dispose();
                      }
                    }));

    pull.bind(Anywhere.endpoint())
        .doOnSubscribe(begun -> binding.update(begun::cancel))
        .subscribe();

    events.await(Closed.class);
    assertThat(pull.endpoints()).isEmpty();
  }

  static List<UnaryOperator<Mono<PullSocket>>> operators() {
    return List.of(
        opening -> opening.flux().next(),
        opening -> opening.flux().take(1).single(),
        opening -> opening.flatMapMany(Mono::just).next(),
        opening -> opening.repeat().next());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void aSocketThatWasDeliveredIsLeftAlone(UnaryOperator<Mono<PullSocket>> operator) {
    PullSocket pull = keep(await(operator.apply(one.pull().bind(Anywhere.endpoint()).open())));

    join(pull, "PUSH");
    assertThat(pull.isDisposed()).isFalse();
  }

  @Test
  void aProxyThatWasDeliveredIsLeftAlone() {
    ZmqProxy proxy =
        await(
            ZmqProxy.between(
                    one.pull().bind(Anywhere.endpoint()), one.push().bind(Anywhere.endpoint()))
                .start()
                .flux()
                .next());

    assertThat(one.sockets()).hasSize(2).noneMatch(ZmqSocket::isDisposed);
    await(proxy.terminate());
  }

  /** Does something from another thread while the event loop can do nothing. */
  private void whileItsLoopIsBusy(ZmqSocket socket, Runnable action) {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    keep(
        socket
            .metrics()
            .subscribe(
                told -> {
                  busy.countDown();
                  await(done);
                }));
    await(busy);
    action.run();
    done.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
