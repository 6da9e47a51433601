package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;
import reactor.zmtp.watch.TimedScene;

/** A peer that gives no sign of life is given up, and nobody else is (RFC 37). */
class HeartbeatTest extends TimedScene {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int PIECE = 1000;

  /** Of a few bytes each: more than is read at once, and less than the system takes unread. */
  private static final int MANY = 10_000;

  private static final byte[] NO_CONTEXT = {0, 0};

  private final Events events = new Events();

  @Test
  void aPeerIsPingedAfterEachInterval() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);

    for (int i = 0; i < 3; i++) {
      clock.advanceTimeBy(INTERVAL.minus(INSTANT));
      metrics(pull);
      clock.advanceTimeBy(INSTANT);
      await(peer.script().expectCommand("PING", NO_CONTEXT).pong());
    }
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void noPingComesBeforeTheInterval() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);

    clock.advanceTimeBy(INTERVAL.minus(INSTANT));
    metrics(pull);
    // What is asked now is answered first.
    await(peer.script().ping(0, (byte) 1).expectPong((byte) 1));
  }

  @Test
  void theDefaultsAreTenSecondsAndThirty() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull);

    clock.advanceTimeBy(Duration.ofSeconds(10));
    await(peer.script().expectCommand("PING", NO_CONTEXT));
    metrics(pull);
    clock.advanceTimeBy(Duration.ofSeconds(30).minus(INSTANT));
    metrics(pull);
    assertThat(events.count(Disconnected.class)).isZero();
    clock.advanceTimeBy(INSTANT);

    events.await(Disconnected.class);
  }

  @Test
  void aPeerOfZmtp30IsNeverPingedAndNeverGivenUp() {
    PullSocket pull = open(spec());
    ZmtpPeer old = connect(address(pull));
    await(
        old.script()
            .send(ZmtpBytes.greeting(0))
            .expectGreeting()
            .ready("PUSH")
            .expectCommand("READY"));
    events.await(HandshakeSucceeded.class);
    metrics(pull);

    clock.advanceTimeBy(LONG);
    metrics(pull);
    // Were there a PING, it would come before the end.
    pull.dispose();
    await(old.script().expectClose());
  }

  @Test
  void anIntervalOfZeroIsNever() {
    PullSocket pull = open(spec().heartbeatInterval(Duration.ZERO));
    ZmtpPeer peer = ready(pull);

    clock.advanceTimeBy(LONG);
    metrics(pull);
    pull.dispose();
    await(peer.script().expectClose());
  }

  @Test
  void aPeerThatStaysSilentIsGivenUpAfterTheTimeoutAndTheEventSaysWhy() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);
    clock.advanceTimeBy(INTERVAL);
    await(peer.script().expectCommand("PING", NO_CONTEXT));
    metrics(pull);

    clock.advanceTimeBy(TIMEOUT);

    Disconnected lost = events.await(Disconnected.class);
    assertThat(lost.reason()).isEqualTo(DisconnectReason.SILENT);
    assertThat(lost.endpoint()).isEqualTo(address(pull));
    assertThat(lost.cause()).hasMessageContaining("no sign of life for 30000 ms after PING");
  }

  @Test
  void aTimeoutOfZeroIsAsLongAsTheInterval() {
    PullSocket pull = open(spec().heartbeatTimeout(Duration.ZERO));
    ZmtpPeer peer = ready(pull);
    clock.advanceTimeBy(INTERVAL);
    await(peer.script().expectCommand("PING", NO_CONTEXT));
    metrics(pull);

    clock.advanceTimeBy(INTERVAL);

    events.await(Disconnected.class);
  }

  @Test
  void aPeerThatIsLostIsConnectedToAgain() {
    ZmtpListener listener = listen();
    PushSocket push =
        open(
            zmq.push()
                .reconnectInterval(Duration.ZERO)
                .doOnEvent(events)
                .connect(listener.endpoint()));
    ZmtpPeer silent = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    metrics(push);
    clock.advanceTimeBy(INTERVAL);
    await(silent.script().expectCommand("PING"));
    metrics(push);

    clock.advanceTimeBy(TIMEOUT);

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class, 2);
  }

  @Test
  void anyMessageIsASignOfLife() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);

    for (int i = 1; i <= 5; i++) {
      int count = i;
      clock.advanceTimeBy(INTERVAL);
      await(peer.script().expectCommand("PING", NO_CONTEXT).message("instead of PONG"));
      until(pull, m -> m.waitingToReceive() == count);
    }
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void bytesInsideOneLongFrameAreSignsOfLife() {
    PullSocket pull = open(spec());
    FaultyLink link = link(address(pull));
    ZmtpPeer peer = connect(link.endpoint());
    await(peer.script().handshake("PUSH"));
    events.await(HandshakeSucceeded.class);
    metrics(pull);
    ZmtpPeer probe = ready(pull, 2);
    byte[] header = ZmtpBytes.frameHeader(ZmtpBytes.LONG, 20 * PIECE);
    await(peer.script().send(header));
    int sent = ZmtpBytes.greeting().length + ZmtpBytes.ready("PUSH").length + header.length;

    for (int i = 1; i <= 20; i++) {
      long all = sent + (long) i * PIECE;
      clock.advanceTimeBy(INTERVAL);
      await(peer.script().expectCommand("PING").send(new byte[PIECE]));
      await(link.until(counts -> counts.fromCaller() == all));
      turn(probe);
    }

    assertThat(await(pull.receive().next()).byteSize()).isEqualTo(20 * PIECE);
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void aPingIsAnsweredWithItsContext() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);
    byte[] context = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);

    await(
        peer.script()
            .ping(0)
            .expectPong()
            .ping(100, (byte) 1, (byte) 2)
            .expectPong((byte) 1, (byte) 2)
            .ping(100, context)
            .expectPong(context));
  }

  @Test
  void aPingOfAPeerWhoseMessagesWaitIsAnsweredToo() {
    PullSocket pull = open(spec().receiveHighWaterMark(10));
    ZmtpPeer peer = ready(pull);

    await(peer.script().message("0 ").message("1 ").ping(0, (byte) 7).expectPong((byte) 7));
  }

  @Test
  void theTtlWeAnnounceIsInOurPing() {
    PullSocket pull = open(spec().heartbeatTtl(Duration.ofMillis(2500)));
    ZmtpPeer peer = ready(pull);

    clock.advanceTimeBy(INTERVAL);

    await(peer.script().expectCommand("PING", new byte[] {0, 25}));
  }

  @Test
  void aPeerThatAnnouncesATtlIsGivenUpWhenItIsOver() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);
    await(peer.script().ping(20).expectPong());
    metrics(pull);

    clock.advanceTimeBy(Duration.ofSeconds(2).minus(INSTANT));
    metrics(pull);
    assertThat(events.count(Disconnected.class)).isZero();
    clock.advanceTimeBy(INSTANT);

    assertThat(events.await(Disconnected.class).cause())
        .hasMessageContaining("no sign of life for 2000 ms, the TTL of its last PING");
  }

  @Test
  void theLastTtlOfAPeerCountsAlsoWhereBothPingsComeTogether() {
    PullSocket pull = open(spec().heartbeatInterval(Duration.ZERO));
    ZmtpPeer peer = ready(pull);
    await(
        peer.script()
            .send(ZmtpBytes.ping(20, new byte[0]), ZmtpBytes.ping(600, new byte[0]))
            .expectPong()
            .expectPong());
    metrics(pull);

    clock.advanceTimeBy(Duration.ofSeconds(59));
    metrics(pull);
    assertThat(events.count(Disconnected.class)).isZero();
    clock.advanceTimeBy(Duration.ofSeconds(1));

    events.await(Disconnected.class);
  }

  @Test
  void aPeerThatKeepsItsTtlStays() {
    PullSocket pull = open(spec().heartbeatInterval(Duration.ZERO));
    ZmtpPeer peer = ready(pull);

    for (int i = 0; i < 10; i++) {
      await(peer.script().ping(20).expectPong());
      metrics(pull);
      clock.advanceTimeBy(Duration.ofMillis(1900));
      metrics(pull);
    }
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void theTtlOfAPeerIsObeyedAlsoWhereWeDoNotPing() {
    PullSocket pull = open(spec().heartbeatInterval(Duration.ZERO));
    ZmtpPeer peer = ready(pull);
    await(peer.script().ping(20).expectPong());
    metrics(pull);

    clock.advanceTimeBy(Duration.ofSeconds(2));

    events.await(Disconnected.class);
  }

  @Test
  void whileNothingIsReadBecauseNobodyAsksSilenceProvesNothing() {
    PullSocket pull = open(spec().receiveHighWaterMark(2));
    ZmtpPeer peer = ready(pull);
    await(peer.script().ping(20).expectPong().message("0 ").message("1 ").message("2 "));
    until(pull, m -> m.waitingToReceive() == 2);

    for (int i = 0; i < 10; i++) {
      clock.advanceTimeBy(TIMEOUT);
      metrics(pull);
    }

    assertThat(events.count(Disconnected.class)).isZero();
    assertThat(numbers(await(pull.receive().take(3).collectList()))).containsExactly(0L, 1L, 2L);
  }

  /** Its own PINGs lie behind messages that nobody asks for: it would take this side for dead. */
  @Test
  void whileNothingIsReadAPeerIsPingedTwiceAsOftenAsItPings() {
    PullSocket pull = open(spec().receiveHighWaterMark(1));
    ZmtpPeer peer = ready(pull);
    await(peer.script().ping(0).expectPong());
    clock.advanceTimeBy(Duration.ofSeconds(2));
    await(peer.script().ping(0).expectPong().message("0 "));
    until(pull, m -> m.waitingToReceive() == 1);

    for (int i = 0; i < 3; i++) {
      clock.advanceTimeBy(Duration.ofSeconds(1).minus(INSTANT));
      metrics(pull);
      clock.advanceTimeBy(INSTANT);
      await(peer.script().expectCommand("PING", NO_CONTEXT));
    }
  }

  /** A PING may make the system of a peer that has closed its side drop what is still to come. */
  @Test
  void whileNothingIsReadAPeerThatDoesNotPingIsPingedNoMoreOftenThanEver() {
    PullSocket pull = open(spec().receiveHighWaterMark(1));
    ZmtpPeer peer = ready(pull);
    await(peer.script().message("0 "));
    until(pull, m -> m.waitingToReceive() == 1);

    clock.advanceTimeBy(INTERVAL.minus(INSTANT));
    metrics(pull);
    await(pull.receive().next());
    metrics(pull);

    await(peer.script().ping(0, (byte) 1).expectPong((byte) 1)); // what is asked now comes first
  }

  @Test
  void aPeerThatGoesWhileItIsNotReadIsFoundOutByPingAndHeardToItsEnd() {
    PullSocket pull = open(spec().receiveHighWaterMark(1));
    ZmtpPeer peer = ready(pull);
    await(peer.script().send(numbered(MANY)));
    until(pull, m -> m.waitingToReceive() == 1);
    await(peer.script().close());

    until(
        pull,
        m -> {
          clock.advanceTimeBy(INTERVAL);
          return m.peers() == 0;
        });

    assertThat(numbers(await(pull.receive().take(MANY).collectList()))).hasSize(MANY).isSorted();
  }

  @Test
  void onceItIsReadAgainAPeerHasToGiveSignsOfLife() {
    PullSocket pull = open(spec().receiveHighWaterMark(2));
    ZmtpPeer peer = ready(pull);
    await(peer.script().message("0 ").message("1 ").message("2 "));
    until(pull, m -> m.waitingToReceive() == 2);
    clock.advanceTimeBy(LONG);
    metrics(pull);
    await(pull.receive().take(3).collectList());
    metrics(pull);

    clock.advanceTimeBy(TIMEOUT); // what was asked before is over
    metrics(pull);
    clock.advanceTimeBy(INTERVAL);
    metrics(pull);
    clock.advanceTimeBy(TIMEOUT);

    events.await(Disconnected.class);
  }

  @Test
  void aSlowSubscriberIsNotGivenUpByTheFarPublisher() {
    PullSocket pull = open(spec().receiveHighWaterMark(1));
    FaultyLink link = link(address(pull));
    Events pushEvents = new Events();
    PushSocket push =
        open(
            zmq.push()
                .sendHighWaterMark(10)
                .sendBuffer(16_384)
                .doOnEvent(pushEvents)
                .connect(link.endpoint()));
    Mono<Void> sent = push.send(Supply.of(100).sized(50_000).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.sent() > 0 && m.waitingToSend() > 0);
    standstill(push);

    ZmtpPeer probe = ready(pull, 2);

    for (int i = 0; i < 20; i++) {
      long before = link.counts().fromTarget();
      clock.advanceTimeBy(INTERVAL);
      await(link.until(counts -> counts.fromTarget() > before)); // what PULL gives as its sign
      turn(probe);
    }

    assertThat(pushEvents.count(Disconnected.class)).isZero();
    assertThat(events.count(Disconnected.class)).isZero();
    assertThat(numbers(await(pull.receive().take(100).collectList()))).hasSize(100).isSorted();
    await(sent);
  }

  @Test
  void aBlackHoleInTheNetworkIsNoticedOnBothSides() {
    PullSocket pull = open(spec());
    FaultyLink link = link(address(pull));
    Events pushEvents = new Events();
    PushSocket push = open(zmq.push().doOnEvent(pushEvents).connect(link.endpoint()));
    events.await(HandshakeSucceeded.class);
    pushEvents.await(HandshakeSucceeded.class);
    metrics(pull);
    metrics(push);

    link.blackHole();
    clock.advanceTimeBy(INTERVAL);
    metrics(pull);
    metrics(push);
    clock.advanceTimeBy(TIMEOUT);

    events.await(Disconnected.class);
    pushEvents.await(Disconnected.class);
  }

  @Test
  void aConnectionThatIsClosedIsPingedNoMore() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = ready(pull);
    await(peer.script().close());
    events.await(Disconnected.class);

    clock.advanceTimeBy(LONG);
    metrics(pull);

    assertThat(events.count(Disconnected.class)).isEqualTo(1);
  }

  private static byte[] numbered(int count) {
    byte[][] messages = new byte[count][];
    for (int i = 0; i < count; i++) {
      messages[i] = ZmtpBytes.message(Supply.message(i, 0).bytes());
    }
    return ZmtpBytes.concat(messages);
  }

  private PullSpec spec() {
    return zmq.pull()
        .heartbeatInterval(INTERVAL)
        .heartbeatTimeout(TIMEOUT)
        .doOnEvent(events)
        .bind(Anywhere.endpoint());
  }

  /** A peer that has shaken hands and whose time has begun. */
  private ZmtpPeer ready(PullSocket pull) {
    return ready(pull, 1);
  }

  private ZmtpPeer ready(PullSocket pull, int nth) {
    ZmtpPeer peer = join(pull, "PUSH");
    events.await(HandshakeSucceeded.class, nth);
    metrics(pull);
    return peer;
  }

  /**
   * Lets the event loop, which all sockets here share, read what has come: while it always has
   * something else to do it may not for a while, in which much virtual time can pass.
   */
  private static void turn(ZmtpPeer probe) {
    await(probe.script().expectCommand("PING").ping(0).expectPong());
  }
}
