package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;

/** Many who connect and never speak. */
@Tag("full")
class FloodTest extends UnderAttack {

  private static final int FLOOD = 2000;
  private static final int MOST = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @Override
  PullSpec options(PullSpec spec) {
    return spec.maxHandshakes(MOST).handshakeTimeout(TIMEOUT);
  }

  @Test
  void noMoreThanAllowedAreWaitedForAndTheRestIsTurnedAway() {
    List<ZmtpPeer> silent =
        await(Flux.range(0, FLOOD).flatMap(i -> ZmtpPeer.connect(address(pull)), 50).collectList());
    silent.forEach(this::keep);

    until(() -> events.count(AcceptFailed.class) + events.count(Accepted.class) == 1 + FLOOD);
    assertThat(events.count(AcceptFailed.class)).isGreaterThan(0);
    assertThat(events.await(AcceptFailed.class).cause())
        .hasMessageContaining("100 connections are in their handshake already (maxHandshakes)");
    assertThat(mostInTheirHandshake()).isEqualTo(MOST);
    honest.messagesFlow();
  }

  @Test
  void whoIsSilentIsGivenUpAndOthersGetTheirPlaces() {
    List<ZmtpPeer> silent =
        await(Flux.range(0, MOST).flatMap(i -> ZmtpPeer.connect(address(pull)), 50).collectList());
    silent.forEach(this::keep);
    until(() -> events.count(Accepted.class) == 1 + MOST);

    PushSocket late =
        open(
            zmq.push()
                .reconnectInterval(Duration.ofMillis(20))
                .reconnectIntervalMax(Duration.ofMillis(100))
                .connect(address(pull)));
    Mono<Void> sent = late.send(ZmqMessage.of("at last"));
    events.await(AcceptFailed.class);

    await(sent);
    assertThat(honest.strangers(1).get(0).text()).isEqualTo("at last");
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    for (ZmtpPeer peer : silent) {
      await(peer.script().discardUntilClose());
    }
  }

  private long mostInTheirHandshake() {
    long now = 0;
    long most = 0;
    for (var event : events.all()) {
      if (event instanceof Accepted) {
        now++;
      } else if (event instanceof HandshakeFailed || event instanceof HandshakeSucceeded) {
        now--;
      }
      most = Math.max(most, now);
    }
    return most;
  }
}
