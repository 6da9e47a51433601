package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;

/**
 * What becomes of messages without a way: libzmq's test_router_mandatory and
 * test_router_mandatory_hwm.
 */
class RouterMandatoryTest extends RoutingScene {

  private static final int MARK = 10;
  private static final int SIZE = 65_536;

  private final Events events = new Events();

  @Test
  void aMessageForAnUnknownPeerIsDroppedAndTold() {
    RouterSocket router = open(zmq.router().doOnEvent(events).bind(Anywhere.endpoint()));

    send(router, X, "nobody hears");

    Discarded told = events.await(Discarded.class);
    assertThat(told.reason()).isEqualTo(DiscardReason.UNROUTABLE);
    assertThat(told.count()).isEqualTo(1);
  }

  @Test
  void manyMessagesForUnknownPeersAreToldTogetherAndNoneIsForgotten() {
    RouterSocket router = open(zmq.router().doOnEvent(events).bind(Anywhere.endpoint()));
    join(router, "DEALER", Y);
    untilPeers(router, 1);

    await(router.send(Flux.range(0, 10_000).map(i -> to(X, "lost"))));

    until(() -> discarded() == 10_000);
    assertThat(events.count(Discarded.class)).isLessThan(1000);
  }

  private long discarded() {
    return events.all().stream()
        .filter(Discarded.class::isInstance)
        .mapToLong(event -> ((Discarded) event).count())
        .sum();
  }

  @Test
  void mandatoryAMessageForAnUnknownPeerFailsItsSendAndNoOther() {
    RouterSocket router = open(zmq.router().mandatory(true).bind(Anywhere.endpoint()));

    assertThatThrownBy(() -> send(router, X, "nobody"))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("routing id X");

    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);
    send(router, X, "Hello");
    await(peer.script().expectMessage("Hello"));
  }

  @Test
  void mandatoryWhatCameBeforeTheUnroutableMessageIsSentAndNothingAfterIt() {
    RouterSocket router = open(zmq.router().mandatory(true).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);

    StepVerifier.create(router.send(Flux.just(to(X, "1"), to(Y, "2"), to(X, "3"))))
        .expectError(UnroutableException.class)
        .verify(PATIENCE);

    send(router, X, "4");
    await(peer.script().expectMessage("1").expectMessage("4"));
  }

  @Test
  void mandatoryAFullPeerGivesNoMoreDemand() {
    RouterSocket router =
        open(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);
    Supply supply = Supply.endless().sized(SIZE);
    keep(router.send(forX(supply)).subscribe());

    standstill(supply::requested);

    assertThat(supply.requested() - metrics(router).sent()).isLessThanOrEqualTo(MARK);
    assertThat(metrics(router).discarded()).isZero();
    assertThat(numbers(peer, 500)).isSorted();
  }

  @Test
  void mandatoryThePeerThatReachedTheMarkOfBytesGetsNoMoreUntilItReads() {
    RouterSocket router =
        open(
            zmq.router()
                .mandatory(true)
                .sendHighWaterMarkBytes(SIZE * 5 / 2)
                .heartbeatInterval(Duration.ZERO)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);
    keep(router.send(forX(Supply.of(300).sized(SIZE))).subscribe());

    standstill(router);

    assertThat(await(router.peers()).get(0).waitingToSend()).isEqualTo(3);
    assertThat(numbers(peer, 300)).hasSize(300).isSorted();
    assertThat(metrics(router).discarded()).isZero();
  }

  @Test
  void mandatoryAFullPeerDoesNotHoldUpMessagesForAnother() {
    RouterSocket router =
        open(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    join(router, "DEALER", X);
    untilPeers(router, 1);
    ZmtpPeer other = join(router, "DEALER", Y);
    untilPeers(router, 2);
    Supply stalled = Supply.endless().sized(SIZE);
    keep(router.send(forX(stalled)).subscribe());
    standstill(stalled::requested);

    AtomicLong sent = new AtomicLong();
    keep(
        router
            .send(Supply.of(200).sized(SIZE).messages().map(m -> new RoutedMessage(Y, m)))
            .subscribe(done -> {}, failure -> {}, sent::incrementAndGet));
    assertThat(numbers(other, 200)).isSorted();
    until(() -> sent.get() == 1);

    for (int i = 0; i < 50; i++) {
      send(router, Y, i + " ");
    }
    assertThat(numbers(other, 50)).isSorted();
  }

  @Test
  void mandatoryAMessageThatWaitsForAPeerFailsWhenThePeerGoes() {
    RouterSocket router =
        open(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(router, "DEALER", X);
    untilPeers(router, 1);
    Supply supply = Supply.endless().sized(SIZE);
    Mono<Void> sent = router.send(forX(supply)).cache();
    keep(sent.subscribe(done -> {}, failure -> {}));
    standstill(supply::requested);

    await(peer.script().reset());

    StepVerifier.create(sent).expectError(UnroutableException.class).verify(PATIENCE);
  }

  @Test
  void aFullPeerLosesMessagesWhichAreCounted() {
    RouterSocket router =
        open(zmq.router().doOnEvent(events).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    join(router, "DEALER", X);
    untilPeers(router, 1);

    keep(router.send(forX(Supply.of(2000).sized(SIZE))).subscribe());

    Discarded told =
        events.await(Discarded.class, event -> event.reason() == DiscardReason.PEER_FULL);
    assertThat(told.endpoint()).isEqualTo(address(router));
    until(
        router, metrics -> metrics.sent() + metrics.waitingToSend() + metrics.discarded() == 2000);
    PeerMetrics peer = await(router.peers()).get(0);
    assertThat(peer.dropped()).isEqualTo(discarded()).isEqualTo(metrics(router).discarded());
    assertThat(metrics(router).mostWaitingToSend()).isLessThanOrEqualTo(2 * MARK);
  }

  private static Flux<RoutedMessage> forX(Supply supply) {
    return supply.messages().map(message -> new RoutedMessage(X, message));
  }
}
