package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** A handshake has a deadline. */
class HandshakeTimeoutTest extends TimedScene {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Events events = new Events();

  @Test
  void aPeerThatConnectsAndSaysNothingIsClosed() {
    PullSocket pull =
        open(zmq.pull().handshakeTimeout(TIMEOUT).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer silent = connect(address(pull));
    events.await(Accepted.class);
    metrics(pull);

    clock.advanceTimeBy(TIMEOUT.minusMillis(1));
    metrics(pull);
    assertThat(events.count(HandshakeFailed.class)).isZero();
    clock.advanceTimeBy(Duration.ofMillis(1));

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause())
        .hasMessageContaining("3000 ms")
        .hasMessageContaining("handshakeTimeout");
    assertThat(failed.endpoint()).isEqualTo(address(pull));
    await(silent.script().expectGreeting().expectClose());
  }

  @Test
  void aPeerThatIsConnectedToAndSaysNothingIsClosedAndTriedAgain() {
    ZmtpListener listener = listen();
    PushSocket push =
        open(zmq.push().handshakeTimeout(TIMEOUT).doOnEvent(events).connect(listener.endpoint()));
    ZmtpPeer silent = await(listener.accept());
    await(silent.script().expectGreeting());
    metrics(push); // the wait begins once the greeting is sent

    clock.advanceTimeBy(TIMEOUT);

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    await(silent.script().expectClose());
    Duration delay = events.await(ConnectRetried.class).delay();
    metrics(push); // told before the wait begins
    clock.advanceTimeBy(delay);
    events.await(Connected.class, 2);
  }

  @Test
  void theGreetingAloneDoesNotEndTheWait() {
    PullSocket pull =
        open(zmq.pull().handshakeTimeout(TIMEOUT).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().greeting().expectGreeting());

    clock.advanceTimeBy(TIMEOUT);

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
  }

  @Test
  void theDefaultIs30SecondsAlsoInTheMiddleOfAGreeting() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().send(ZmtpBytes.signature()).expectGreeting());
    metrics(pull);

    clock.advanceTimeBy(Duration.ofSeconds(30).minusMillis(1));
    metrics(pull);
    assertThat(events.count(HandshakeFailed.class)).isZero();
    clock.advanceTimeBy(Duration.ofMillis(1));

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    await(slow.script().expectClose());
  }

  @Test
  void aPeerThatIsReadyInTimeStays() {
    PullSocket pull =
        open(
            zmq.pull()
                .handshakeTimeout(TIMEOUT)
                .heartbeatInterval(Duration.ZERO)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = connect(address(pull));
    await(peer.script().expectGreeting());
    clock.advanceTimeBy(TIMEOUT.minusMillis(1));

    await(peer.script().greeting().ready("PUSH").expectCommand("READY"));
    events.await(HandshakeSucceeded.class);
    clock.advanceTimeBy(TIMEOUT.multipliedBy(100));
    await(peer.script().message("still here"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("still here");
  }

  @Test
  void aTimeoutOfZeroIsNever() {
    PullSocket pull =
        open(
            zmq.pull().handshakeTimeout(Duration.ZERO).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().expectGreeting());

    clock.advanceTimeBy(Duration.ofDays(1));
    await(slow.script().greeting().ready("PUSH").expectCommand("READY"));

    events.await(HandshakeSucceeded.class);
  }
}
