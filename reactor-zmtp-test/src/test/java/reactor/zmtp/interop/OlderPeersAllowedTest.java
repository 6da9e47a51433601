package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * A socket that allows older peers, and so tells its version bit by bit, still speaks 3.x with
 * those that do the same. Neither implementation can be made to speak 2.0 or 1.0 itself.
 */
class OlderPeersAllowedTest extends Scene {

  private static final int MESSAGES = 1000;

  private final Events events = new Events();

  @ParameterizedTest
  @CsvSource({"LIBZMQ, true", "LIBZMQ, false", "JEROMQ, true", "JEROMQ, false"})
  void pairsSendToEachOther(Implementation them, boolean weBind) {
    PairSpec spec = zmq.pair().minimumProtocol(ProtocolVersion.ZMTP_1_0).doOnEvent(events);
    if (weBind) {
      PairSocket pair = open(spec.bind(Anywhere.endpoint()));
      try (Foreign foreign =
          them.connected(
              "PAIR", address(pair), MESSAGES, () -> events.count(HandshakeSucceeded.class) > 0)) {
        talk(pair, foreign);
      }
    } else {
      try (Foreign foreign = them.bound("PAIR", MESSAGES)) {
        talk(open(spec.connect(foreign.endpoint())), foreign);
      }
    }
  }

  private void talk(PairSocket pair, Foreign foreign) {
    Mono<Long> received = pair.receive().take(MESSAGES).count();
    Mono<Void> sent = pair.send(Flux.range(0, MESSAGES).map(Traffic::ours));
    Mono.when(sent, received, foreign.end()).block(Duration.ofMinutes(1));

    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(events.count(HandshakeFailed.class)).isZero();
  }
}
