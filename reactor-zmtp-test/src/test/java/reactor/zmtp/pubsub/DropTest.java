package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;

/**
 * What becomes of messages for subscribers that are slow: libzmq's test_hwm_pubsub,
 * test_xpub_nodrop, and test_conflate for publish-subscribe.
 */
class DropTest extends PubSubScene {

  private static final int MARK = 10;
  private static final int LARGE = 100_000;

  /** A peer that has subscribed to everything and does not read. */
  private ZmtpPeer stalled(PubSocket pub) {
    ZmtpPeer peer = join(pub, "SUB");
    await(peer.script().command("SUBSCRIBE"));
    await(pub.awaitSubscribers("", 1));
    return peer;
  }

  @Test
  void aStalledSubscriberLosesMessagesWhichAreCountedAndTold() {
    Events events = new Events();
    PubSocket pub =
        open(zmq.pub().sendHighWaterMark(MARK).doOnEvent(events).bind(Anywhere.endpoint()));
    stalled(pub);

    keep(pub.send(Supply.of(2000).sized(LARGE).messages()).subscribe());
    until(pub, m -> m.sent() + m.waitingToSend() + m.discarded() == 2000);

    assertThat(metrics(pub).waitingToSend()).isEqualTo(MARK);
    assertThat(dropped(pub)).isPositive();
    Discarded told = events.await(Discarded.class);
    assertThat(told.reason()).isEqualTo(DiscardReason.PEER_FULL);
    assertThat(told.count()).isPositive();
    assertThat(metrics(pub).discarded()).isEqualTo(dropped(pub));
  }

  @Test
  void aStalledSubscriberLosesMessagesWhenTheMarkOfBytesIsReached() {
    PubSocket pub = open(zmq.pub().sendHighWaterMarkBytes(LARGE * 5 / 2).bind(Anywhere.endpoint()));
    stalled(pub);

    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.of(2000)
            .sized(LARGE)
            .onRequest(
                requested ->
                    pub.peers()
                        .map(peers -> peers.get(0).waitingToSend())
                        .subscribe(waiting -> most.accumulateAndGet(waiting, Math::max)));

    keep(pub.send(supply.messages()).subscribe());
    until(pub, m -> m.sent() + m.waitingToSend() + m.discarded() == 2000);

    assertThat(most).hasValue(3);
    assertThat(dropped(pub)).isPositive();
  }

  @Test
  void withoutDropsTheMarkOfBytesSlowsThePublisher() {
    PubSocket pub =
        open(
            zmq.pub()
                .noDrop(true)
                .sendHighWaterMarkBytes(LARGE * 5 / 2)
                .heartbeatInterval(Duration.ZERO)
                .bind(Anywhere.endpoint()));
    ZmtpPeer stalled = stalled(pub);

    keep(pub.send(Supply.of(500).sized(LARGE).messages()).subscribe());
    standstill(pub);

    assertThat(await(pub.peers()).get(0).waitingToSend()).isEqualTo(3);
    assertThat(numbers(stalled, 500)).hasSize(500).isSorted();
    assertThat(dropped(pub)).isZero();
  }

  @Test
  void aStalledSubscriberCostsTheOthersNothing() {
    PubSocket pub = open(zmq.pub().sendHighWaterMark(1000).bind(Anywhere.endpoint()));
    ZmtpPeer stalled = stalled(pub);
    Mailbox sub = mailbox(sub(pub, ""));
    await(pub.awaitSubscribers("", 2));

    // In portions that the one who reads is known to have received: it is never full.
    for (int portion = 0; portion < 50; portion++) {
      keep(pub.send(Supply.of(100).sized(LARGE).messages()).subscribe());
      for (int i = 0; i < 100; i++) {
        assertThat(Supply.number(sub.next())).isEqualTo(i);
      }
    }

    assertThat(dropped(pub)).isPositive();
    stalled.dispose();
    untilPeers(pub, 1);
    assertThat(dropped(pub)).isZero();
  }

  @Test
  void aSubscriberThatKeepsUpLosesNothingHoweverFastThePublisherOnItsOwnLoop() {
    ZmqContext oneLoop = keep(ZmqContext.builder().ioThreads(1).build()); // or it might be starved
    PubSocket pub = open(oneLoop.pub().bind(Anywhere.endpoint()));
    Mailbox sub = mailbox(open(oneLoop.sub().subscribe("").connect(address(pub))));
    await(pub.awaitSubscribers("", 1));

    await(pub.send(Flux.range(0, 100_000).map(i -> ZmqMessage.of("message " + i))));

    for (int i = 0; i < 100_000; i++) {
      assertThat(sub.text()).isEqualTo("message " + i);
    }
    assertThat(dropped(pub)).isZero();
  }

  @Test
  void withoutSubscribersAPublisherGoesOnForEver() {
    PubSocket pub = open(zmq.pub().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));

    await(pub.send(Flux.range(0, 100_000).map(i -> ZmqMessage.of("to nobody"))));

    assertThat(metrics(pub).waitingToSend()).isZero();
    assertThat(metrics(pub).sent()).as("what was for nobody").isZero();
  }

  @Test
  void whatIsForNobodyIsNotSent() {
    PubSocket pub = pub();
    Mailbox sub = mailbox(sub(pub, "a"));
    await(pub.awaitSubscribers("a", 1));

    await(pub.send(Flux.just(ZmqMessage.of("apple"), ZmqMessage.of("pear"))));

    assertThat(sub.text()).isEqualTo("apple");
    assertThat(metrics(pub).sent()).isEqualTo(1);
  }

  @Test
  void othersGoOnSendingWhileAStalledSubscriberHoldsWhatWasSent() {
    PubSocket pub = open(zmq.pub().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    stalled(pub);
    keep(pub.send(Supply.of(1000).sized(LARGE).messages()).subscribe());
    until(
        pub,
        m -> m.sent() + m.waitingToSend() + m.discarded() == 1000 && m.waitingToSend() == MARK);
    Mailbox sub = mailbox(sub(pub, ""));
    await(pub.awaitSubscribers("", 2));

    keep(pub.send(ZmqMessage.of("goes on")).subscribe());

    assertThat(sub.text()).isEqualTo("goes on");
  }

  @Test
  void withoutDropsTheSlowestSubscriberSlowsThePublisherAndNobodyLosesAnything() {
    XPubSocket xpub =
        open(zmq.xpub().noDrop(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer stalled = stalled(xpub);
    Mailbox sub = mailbox(sub(xpub, ""));
    await(xpub.awaitSubscribers("", 2));
    int count = 1000;

    Mono<Void> sent = xpub.send(Supply.of(count).sized(LARGE).messages()).cache();
    keep(sent.subscribe());
    assertThat(standstill(xpub).waitingToSend()).isEqualTo(MARK);
    assertThat(metrics(xpub).sent()).isLessThan(count - MARK);

    assertThat(numbers(stalled, count)).hasSize(count).isSorted();
    await(sent);
    for (int i = 0; i < count; i++) {
      assertThat(Supply.number(sub.next())).isEqualTo(i);
    }
    assertThat(dropped(xpub)).isZero();
  }

  @Test
  void withoutDropsWhatIsForNobodyHoldsUpNobody() {
    PubSocket pub = open(zmq.pub().noDrop(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));

    await(pub.send(Flux.range(0, 10_000).map(i -> ZmqMessage.of("to nobody"))));

    assertThat(metrics(pub).waitingToSend()).isZero();
  }

  @Test
  void aSendIsOverWhenTheSubscriberItWaitsForIsGone() {
    PubSocket pub = open(zmq.pub().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer stalled = stalled(pub);
    Mono<Void> sent = pub.send(Supply.of(1000).sized(LARGE).messages()).cache();
    keep(sent.subscribe());
    until(pub, m -> m.sent() + m.waitingToSend() + m.discarded() == 1000);

    stalled.dispose();

    await(sent);
  }

  @Test
  void conflatedASubscriberThatWaitsGetsTheNewest() {
    PubSocket pub = pub();
    SubSocket sub = open(zmq.sub().conflate(true).subscribe("a").connect(address(pub)));
    await(pub.awaitSubscribers("a", 1));

    for (int i = 0; i < 20; i++) {
      send(pub, "a" + i);
    }
    send(pub, "b is not for it");
    until(sub, m -> m.waitingToReceive() > 0);
    standstill(() -> metrics(sub).waitingToReceive());
    Mailbox mailbox = mailbox(sub);

    assertThat(mailbox.text()).isEqualTo("a19");
  }

  @Test
  void conflatedAPublisherKeepsTheNewestForWhoIsSlow() {
    PubSocket pub = open(zmq.pub().conflate(true).bind(Anywhere.endpoint()));
    ZmtpPeer slow = stalled(pub);
    int count = 2000;

    Supply supply = Supply.of(count).sized(LARGE);
    keep(pub.send(supply.messages()).subscribe());
    until(() -> supply.published() == count);
    List<Long> got = await(numbers(slow).takeUntil(number -> number == count - 1).collectList());

    assertThat(got).isSorted().hasSizeLessThan(count).endsWith(count - 1L);
    assertThat(dropped(pub)).isZero();
  }
}
