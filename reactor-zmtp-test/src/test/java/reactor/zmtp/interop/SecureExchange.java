package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Messages in both directions at once, over one secure connection with a foreign socket. */
abstract class SecureExchange extends Scene {

  private static final Duration LONG = Duration.ofMinutes(2);

  final Events events = new Events();

  final void exchange(PairSocket pair, Foreign foreign, int messages) {
    Mono<Void> sent = pair.send(Flux.range(0, messages).map(Traffic::ours));
    Mono<Integer> received =
        pair.receive()
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
            .doOnNext(count -> assertThat(count).isEqualTo(messages));

    Mono.when(sent, received, foreign.end()).block(LONG);

    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(events.count(HandshakeFailed.class)).isZero();
    assertThat(events.count(Disconnected.class)).isZero();
  }
}
