package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.LONG;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** Peers that take their time, in virtual time. */
class TimeTest extends TimedScene {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Events events = new Events();

  @Test
  void oneThatNeverFinishesItsGreetingIsGivenUpAfter30Seconds() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(pull));
    await(peer.script().send(ZmtpBytes.signature()).expectGreeting());
    roundOfTheLoop(pull);

    clock.advanceTimeBy(Duration.ofMillis(29_999));
    metrics(pull);
    assertThat(events.count(HandshakeFailed.class)).isZero();

    clock.advanceTimeBy(Duration.ofMillis(1));
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    await(peer.script().expectClose());
  }

  /** libzmq forgot to, and dropped connections after 30 s. */
  @Test
  void theTimeForTheHandshakeEndsWithTheHandshake() {
    PullSocket pull =
        open(
            zmq.pull()
                .doOnEvent(events)
                .heartbeatInterval(Duration.ZERO)
                .bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = join(pull, "PUSH");
    until(pull, m -> m.peers() == 1);

    clock.advanceTimeBy(Duration.ofHours(1));
    await(peer.script().message("still there"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("still there");
    assertThat(events.count(Disconnected.class)).isZero();
    assertThat(events.count(Accepted.class)).isEqualTo(1);
  }

  @Test
  void aPeerOf30IsNotPinged() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(pull));
    await(
        peer.script()
            .send(ZmtpBytes.greeting(0), ZmtpBytes.ready("PUSH"))
            .expectGreeting()
            .expectCommand("READY"));
    until(pull, m -> m.peers() == 1);

    clock.advanceTimeBy(HEARTBEAT.multipliedBy(100));
    await(peer.script().ping(0, new byte[] {1}).expectPong(new byte[] {1}));

    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void onePieceAfterAnotherOfALongFrameProvesLife() {
    PullSocket pull =
        open(
            zmq.pull()
                .doOnEvent(events)
                .heartbeatInterval(HEARTBEAT)
                .heartbeatTimeout(HEARTBEAT)
                .bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = join(pull, "PUSH");
    until(pull, m -> m.peers() == 1);
    await(peer.script().send(ZmtpBytes.frameHeader(LONG, 10)));

    for (int i = 0; i < 10; i++) {
      clock.advanceTimeBy(HEARTBEAT);
      await(peer.script().expectCommand("PING").send(new byte[1]));
      roundOfTheLoop(pull);
    }

    assertThat(await(pull.receive().next()).length(0)).isEqualTo(10);
    assertThat(events.count(Disconnected.class)).isZero();
  }

  /** What is in the kernel before it is read during it; what it had begun is done. */
  private static void roundOfTheLoop(PullSocket pull) {
    for (int i = 0; i < 5; i++) {
      metrics(pull);
    }
  }
}
