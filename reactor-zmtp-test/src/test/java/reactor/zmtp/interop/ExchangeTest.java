package reactor.zmtp.interop;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;

/**
 * A hundred thousand messages of 1 to 3 frames of 0 to 100,000 bytes with each of the other
 * implementations, both directions, bind and connect on either side: all arrive, in order, equal.
 */
@Tag("full")
@Timeout(180)
class ExchangeTest extends Exchange {

  private static final int MESSAGES = 100_000;

  /** Which side binds. */
  enum Binder {
    WE,
    THEY
  }

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void theyPullWhatWePush(Implementation them, Binder binder) {
    exchange(them, binder, zmq.push(), "PULL", push -> send(push, MESSAGES));
  }

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void wePullWhatTheyPush(Implementation them, Binder binder) {
    exchange(them, binder, zmq.pull(), "PUSH", pull -> receive(pull, MESSAGES));
  }

  @ParameterizedTest
  @CsvSource({"LIBZMQ, WE", "LIBZMQ, THEY", "JEROMQ, WE", "JEROMQ, THEY"})
  void pairsSendToEachOther(Implementation them, Binder binder) {
    exchange(them, binder, zmq.pair(), "PAIR", pair -> exchange(pair, MESSAGES));
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> void exchange(
      Implementation them,
      Binder binder,
      SocketSpec<S, T> spec,
      String theirType,
      Function<T, Mono<Void>> ours) {
    S watched = spec.doOnEvent(events);
    if (binder == Binder.WE) {
      T socket = open(watched.bind(Anywhere.endpoint()));
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
}
