package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * A hundred thousand messages of 1 to 3 frames of 0 to 100,000 bytes with each of the other
 * implementations, both directions, bind and connect on either side: all arrive, in order, equal.
 */
@Timeout(180)
class ExchangeTest extends Scene {

  private static final int MESSAGES = 100_000;
  private static final Duration LONG = Duration.ofMinutes(2);

  /** Which side binds. */
  enum Binder {
    WE,
    THEY
  }

  private final Events events = new Events();

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void theyPullWhatWePush(Implementation them, Binder binder) {
    exchange(them, binder, zmq.push(), "PULL", ExchangeTest::send);
  }

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void wePullWhatTheyPush(Implementation them, Binder binder) {
    exchange(them, binder, zmq.pull(), "PUSH", ExchangeTest::receive);
  }

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void pairsSendToEachOther(Implementation them, Binder binder) {
    exchange(them, binder, zmq.pair(), "PAIR", pair -> Mono.when(send(pair), receive(pair)));
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> void exchange(
      Implementation them,
      Binder binder,
      SocketSpec<S, T> spec,
      String theirType,
      Function<T, Mono<Void>> ours) {
    S watched = spec.doOnEvent(events);
    if (binder == Binder.WE) {
      T socket = open(watched.bind("tcp://127.0.0.1:*"));
      BooleanSupplier joined = () -> events.count(HandshakeSucceeded.class) > 0;
      try (Foreign foreign = them.connected(theirType, address(socket), MESSAGES, joined)) {
        finish(ours.apply(socket), foreign);
      }
    } else {
      try (Foreign foreign = them.bound(theirType, MESSAGES)) {
        T socket = open(watched.connect(foreign.endpoint()));
        finish(ours.apply(socket), foreign);
      }
    }
  }

  private void finish(Mono<Void> ours, Foreign foreign) {
    Mono.when(ours, foreign.end()).block(LONG);

    assertThat(events.await(HandshakeSucceeded.class)).isNotNull();
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(events.count(HandshakeFailed.class)).isZero();
    assertThat(events.count(Disconnected.class)).isZero();
  }

  private static Mono<Void> send(SendingSocket socket) {
    return socket.send(Flux.range(0, MESSAGES).map(Traffic::ours));
  }

  private static Mono<Void> receive(ReceivingSocket socket) {
    return socket
        .receive()
        .take(MESSAGES)
        .reduce(
            0,
            (index, message) -> {
              Traffic.Check check = new Traffic.Check(index);
              for (int i = 0; i < message.size(); i++) {
                check.next(message.bytes(i), i + 1 < message.size());
              }
              return index + 1;
            })
        .doOnNext(count -> assertThat(count).isEqualTo(MESSAGES))
        .then();
  }
}
