package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PairSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A PAIR has one peer at a time (RFC 31). */
class ExclusivePairTest extends Scene {

  private final Events events = new Events();

  @Test
  void aSecondPeerIsTurnedAwayAndTheEventSaysWhy() {
    PairSocket pair = open(zmq.pair().doOnEvent(events).bind(Anywhere.endpoint()));
    join(pair, "PAIR");
    events.await(HandshakeSucceeded.class);

    ZmtpPeer second = connect(address(pair));
    await(second.script().greeting().ready("PAIR").discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.EXCLUSIVE);
    assertThat(failed.cause()).hasMessageContaining("one peer");
    assertThat(metrics(pair).peers()).isEqualTo(1);
  }

  @Test
  void theFirstPeerDoesNotNotice() {
    PairSocket pair = open(zmq.pair().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pair, "PAIR");
    events.await(HandshakeSucceeded.class);
    await(connect(address(pair)).script().greeting().ready("PAIR").discardUntilClose());

    await(pair.send(ZmqMessage.of("to the first")));
    await(first.script().expectMessage("to the first").message("from the first"));

    assertThat(await(pair.receive().next()).text()).isEqualTo("from the first");
  }

  @Test
  void whatASecondPeerSaysIsNotHeard() {
    PairSocket pair = open(zmq.pair().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pair, "PAIR");
    events.await(HandshakeSucceeded.class);

    await(
        connect(address(pair))
            .script()
            .greeting()
            .ready("PAIR")
            .message("intruding")
            .discardUntilClose());
    events.await(HandshakeFailed.class);
    await(first.script().message("expected"));

    assertThat(await(pair.receive().next()).text()).isEqualTo("expected");
  }

  @Test
  void anotherMayComeWhenTheFirstHasLeft() {
    PairSocket pair = open(zmq.pair().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pair, "PAIR");
    until(pair, m -> m.peers() == 1);
    await(first.script().close());
    until(pair, m -> m.peers() == 0);

    ZmtpPeer second = join(pair, "PAIR");
    await(second.script().message("my turn"));

    assertThat(await(pair.receive().next()).text()).isEqualTo("my turn");
  }

  @Test
  void onePairThatWasTurnedAwayTriesAgainUntilItIsTheOne() {
    PairSocket pair = open(zmq.pair().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pair, "PAIR");
    events.await(HandshakeSucceeded.class);
    PairSocket second =
        open(zmq.pair().reconnectInterval(Duration.ofMillis(5)).connect(address(pair)));
    events.await(HandshakeFailed.class);

    await(first.script().close());
    await(second.send(ZmqMessage.of("at last")));

    assertThat(await(pair.receive().next()).text()).isEqualTo("at last");
  }

  @Test
  void aPairThatConnectsToTwoTalksToOne() {
    ZmtpListener one = listen();
    ZmtpListener other = listen();
    PairSocket pair =
        open(zmq.pair().doOnEvent(events).connect(one.endpoint()).connect(other.endpoint()));
    accept(one, "PAIR");
    events.await(HandshakeSucceeded.class);

    await(await(other.accept()).script().greeting().discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.EXCLUSIVE);
    assertThat(failed.endpoint()).isEqualTo(other.endpoint());
    assertThat(metrics(pair).peers()).isEqualTo(1);
  }
}
