package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** {@link Traffic} with a foreign socket, over one connection that is not lost. */
abstract class Exchange extends Scene {

  private static final Duration LONG = Duration.ofMinutes(2);

  final Events events = new Events();

  static Mono<Void> send(SendingSocket socket, int messages) {
    return socket.send(Flux.range(0, messages).map(Traffic::ours));
  }

  static Mono<Void> receive(ReceivingSocket socket, int messages) {
    return socket
        .receive()
        .take(messages)
        .reduce(
            0,
            (index, message) -> {
              Traffic.Check check = new Traffic.Check(index);
              for (int i = 0; i < message.size(); i++) {
                check.next(message.bytes(i), i + 1 < message.size());
              }
              return index + 1;
            })
        .doOnNext(count -> assertThat(count).isEqualTo(messages))
        .then();
  }

  static Mono<Void> exchange(PairSocket pair, int messages) {
    return Mono.when(send(pair, messages), receive(pair, messages));
  }

  final void finish(Mono<Void> ours, Foreign foreign) {
    Mono.when(ours, foreign.end()).block(LONG);

    assertThat(events.await(HandshakeSucceeded.class)).isNotNull();
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(events.count(HandshakeFailed.class)).isZero();
    assertThat(events.count(Disconnected.class)).isZero();
  }
}
