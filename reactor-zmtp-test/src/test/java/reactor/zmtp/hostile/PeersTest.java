package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** As many peers as {@code maxPeers} allows, and no more. */
class PeersTest extends Scene {

  private final Events events = new Events();

  @Test
  void oneMoreIsTurnedAwayBeforeItsHandshake() {
    PullSocket pull = open(zmq.pull().maxPeers(2).doOnEvent(events).bind(Anywhere.endpoint()));
    join(pull, "PUSH");
    ZmtpPeer second = join(pull, "PUSH");

    await(connect(address(pull)).script().expectClose());

    AcceptFailed failed = events.await(AcceptFailed.class);
    assertThat(failed.reason()).isEqualTo(AcceptFailure.TOO_MANY_PEERS);
    assertThat(failed.cause()).hasMessageContaining("2 peers").hasMessageContaining("maxPeers");
    assertThat(events.count(Accepted.class)).isEqualTo(2);
    await(second.script().message("not disturbed"));
    assertThat(await(pull.receive().next()).text()).isEqualTo("not disturbed");
  }

  /** Those who never introduce themselves take no places of those who do. */
  @Test
  void whoIsInItsHandshakeWhenTheLastPlaceIsTakenIsRefusedAtItsEnd() {
    PullSocket pull = open(zmq.pull().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer early = connect(address(pull));
    events.await(Accepted.class);
    join(pull, "PUSH");

    await(early.script().greeting().ready("PUSH").discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TOO_MANY_PEERS);
    assertThat(failed.cause()).hasMessageContaining("PULL socket has 1 peers already (maxPeers)");
    assertThat(metrics(pull).peers()).isEqualTo(1);
  }

  @Test
  void whoWasTurnedAwayGetsThePlaceOfOneThatGoes() {
    PullSocket pull = open(zmq.pull().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pull, "PUSH");
    Duration soon = Duration.ofMillis(5);
    PushSocket push =
        open(zmq.push().reconnectInterval(soon).reconnectIntervalMax(soon).connect(address(pull)));
    Mono<Void> sent = push.send(ZmqMessage.of("at last")).cache();
    keep(sent.subscribe());
    events.await(AcceptFailed.class);

    await(first.script().close());

    await(sent);
    assertThat(await(pull.receive().next()).text()).isEqualTo("at last");
  }

  /** Or those who come, send and go, one after another, would fill the heap. */
  @Test
  void whoWentKeepsItsPlaceUntilAllItSentHasBeenReceived() {
    PullSocket pull = open(zmq.pull().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    await(join(pull, "PUSH").script().message("first").message("second").close());
    until(pull, m -> m.peers() == 0 && m.waitingToReceive() == 2);

    await(connect(address(pull)).script().expectClose());
    assertThat(events.await(AcceptFailed.class).reason()).isEqualTo(AcceptFailure.TOO_MANY_PEERS);
    await(pull.receive().next());
    await(connect(address(pull)).script().expectClose());
    await(pull.receive().next());

    await(join(pull, "PUSH").script().message("third"));
    assertThat(await(pull.receive().next()).text()).isEqualTo("third");
  }

  @Test
  void whoWentKeepsItsPlaceUntilAllItAskedIsServed() {
    RepSocket rep = open(zmq.rep().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    await(join(rep, "DEALER").script().message("", "first").message("", "second").close());
    until(rep, m -> m.peers() == 0 && m.waitingToReceive() == 2);

    await(connect(address(rep)).script().expectClose());
    keep(rep.reply(Mono::just).subscribe());
    until(rep, m -> m.discarded() == 2); // the replies

    await(join(rep, "REQ").script().message("", "third").expectMessage("", "third"));
  }

  @Test
  void whomTheSocketConnectedToCountsToo() {
    ZmtpListener listener = listen();
    PullSocket pull =
        open(
            zmq.pull()
                .maxPeers(1)
                .doOnEvent(events)
                .bind(Anywhere.endpoint())
                .connect(listener.endpoint()));
    accept(listener, "PUSH");
    events.await(HandshakeSucceeded.class);

    await(connect(address(pull)).script().expectClose());

    assertThat(events.await(AcceptFailed.class).reason()).isEqualTo(AcceptFailure.TOO_MANY_PEERS);
  }

  /** Or strangers could keep a socket from the peer it is there for. */
  @Test
  void whomTheSocketConnectsToIsNeverRefused() {
    PullSocket pull = open(zmq.pull().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    join(pull, "PUSH");
    ZmtpListener listener = listen();

    await(pull.connect(listener.endpoint()));
    ZmtpPeer wanted = accept(listener, "PUSH");

    assertThat(events.await(HandshakeSucceeded.class, 2).endpoint()).isEqualTo(listener.endpoint());
    await(wanted.script().message("the one"));
    assertThat(await(pull.receive().next()).text()).isEqualTo("the one");
  }

  @Test
  void itHoldsWithoutAHandshakeToo() {
    StreamSocket stream =
        open(zmq.stream().maxPeers(1).doOnEvent(events).bind(Anywhere.endpoint()));
    connect(address(stream));
    events.await(HandshakeSucceeded.class);

    await(connect(address(stream)).script().expectClose());

    assertThat(events.await(AcceptFailed.class).reason()).isEqualTo(AcceptFailure.TOO_MANY_PEERS);
  }
}
