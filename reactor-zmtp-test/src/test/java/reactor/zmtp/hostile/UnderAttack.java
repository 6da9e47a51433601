package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * A bound PULL with an honest peer, whose messages must keep flowing, all of them, whatever a
 * stranger does.
 */
abstract class UnderAttack extends Scene {

  final Events events = new Events();
  final Events eventsOfHonest = new Events();
  PullSocket pull;
  Honest honest;

  /** How the socket under attack differs from the default. */
  PullSpec options(PullSpec spec) {
    return spec;
  }

  /** How the honest peer differs from the default. */
  PushSpec honest(PushSpec spec) {
    return spec;
  }

  @BeforeEach
  final void meetTheHonestPeer() {
    pull = open(options(zmq.pull()).doOnEvent(events).bind(Anywhere.endpoint()));
    PushSpec push = honest(zmq.push()).doOnEvent(eventsOfHonest);
    honest = new Honest(open(push.connect(address(pull))), pull);
  }

  @AfterEach
  final void theHonestPeerLostNothing() {
    honest.stopAndCount();
    assertThat(eventsOfHonest.count(Disconnected.class)).isZero();
  }

  /** Somebody who has said nothing yet. */
  final ZmtpPeer stranger() {
    return connect(address(pull));
  }

  /** Plays the script, sees the connection close, and returns the event that says why. */
  final HandshakeFailed refused(ZmtpScript script) {
    await(script.discardUntilClose());
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(events.count(HandshakeFailed.class)).isEqualTo(1);
    assertThat(failed.endpoint()).isEqualTo(address(pull));
    assertThat(events.count(Disconnected.class)).isZero();
    return failed;
  }

  final void refused(Rule rule, ZmtpScript script) {
    HandshakeFailed failed = refused(script);
    assertThat(failed.reason())
        .isEqualTo(
            rule == Rule.REFUSED_BY_PEER
                ? HandshakeFailure.REFUSED_BY_PEER
                : HandshakeFailure.PROTOCOL);
    assertThat(rule(failed.cause())).isEqualTo(rule);
  }

  /** Plays the script, sees the connection close, and the event that says why. */
  final void expelled(Rule rule, ZmtpScript script) {
    await(script.discardUntilClose());
    assertThat(rule(events.await(Disconnected.class).cause())).isEqualTo(rule);
    assertThat(events.count(Disconnected.class)).isEqualTo(1);
    assertThat(events.count(HandshakeFailed.class)).isZero();
  }

  static Rule rule(Throwable cause) {
    assertThat(cause).isInstanceOf(ProtocolException.class);
    return ((ProtocolException) cause).rule();
  }
}
