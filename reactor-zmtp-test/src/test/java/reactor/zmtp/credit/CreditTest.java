package reactor.zmtp.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.credit.Flow.Ends;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Between two sockets of this library demand goes from end to end. */
class CreditTest extends Scene {

  private static final int MARK = Flow.MARK;
  private static final int MESSAGES = 3000;
  private static final ZapAuthenticator PASSWORDS =
      ZapAuthenticator.passwords(Map.of("it", "secret"));

  /** Who takes one message after another, and counts them. */
  private static final class OneByOne extends BaseSubscriber<ZmqMessage> {

    private final AtomicLong taken = new AtomicLong();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      taken.incrementAndGet();
      request(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMoreIsTakenFromThePublisherThanBothMarksAndWhatIsRequested(Flow flow) {
    assertThatDemandIsExact(flow.open(zmq, address -> address), MESSAGES);
  }

  @Test
  void noMoreIsTakenFromThePublisherOverALongWay() {
    Function<String, String> longWay =
        address -> link(address).delay(Duration.ofMillis(10)).endpoint();

    assertThatDemandIsExact(Flow.PUSH_PULL.open(zmq, longWay), 200);
  }

  private void assertThatDemandIsExact(Ends ends, long messages) {
    OneByOne subscriber = keep(new OneByOne());
    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.of(messages)
            .onRequest(
                requested -> most.accumulateAndGet(requested - subscriber.taken.get(), Math::max));
    ends.receive().subscribe(subscriber);

    await(ends.send().apply(supply.messages()));

    until(() -> subscriber.taken.get() == messages);
    assertThat(most).hasValueLessThanOrEqualTo(MARK + MARK + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriberWhoRequestsNothingLeavesBothMarksTakenAndNoMore(Flow flow) {
    Ends ends = flow.open(zmq, address -> address);
    Supply supply = Supply.endless();

    keep(ends.send().apply(supply.messages()).subscribe());
    until(ends.sender(), m -> m.inFlight() == MARK && m.waitingToSend() >= MARK - 1);
    standstill(ends.sender());

    assertThat(supply.requested()).isBetween(2L * MARK - 1, 2L * MARK + 1);
    PeerMetrics peer = await(ends.sender().peers()).get(0);
    assertThat(peer.sendCredit()).isZero();
    assertThat(peer.inFlight()).isEqualTo(MARK);
    assertThat(await(ends.receiver().peers()).get(0).receiveCredit()).isZero();
  }

  @Test
  void itIsTheSameUnderPlain() {
    PullSocket pull =
        open(
            zmq.pull().plainServer(PASSWORDS).receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().plain("it", "secret").sendHighWaterMark(MARK).connect(address(pull)));

    assertThatDemandIsExact(new Ends(push, pull, push::send, pull.receive()), MESSAGES);
  }

  @Test
  void itIsTheSameUnderCurve() {
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull =
        open(
            zmq.pull()
                .curveServer(server, ZapAuthenticator.anyKey())
                .receiveHighWaterMark(MARK)
                .bind(Anywhere.endpoint()));
    PushSocket push =
        open(
            zmq.push()
                .curve(CurveKeyPair.generate(), server.publicKey())
                .sendHighWaterMark(MARK)
                .connect(address(pull)));

    assertThatDemandIsExact(new Ends(push, pull, push::send, pull.receive()), MESSAGES);
  }

  @Test
  void whoReceivesOneMessageAtATimeIsSentNoMoreThanItsMarkBeyond() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(pull)));
    keep(push.send(Supply.endless().messages()).subscribe());

    for (int i = 0; i < MARK; i++) {
      await(pull.receive(PATIENCE));
    }

    assertThat(standstill(push).sent()).isLessThanOrEqualTo(MARK + MARK);
  }

  @Test
  void aMessageOfManyFramesCountsOnce() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(pull)));

    keep(push.send(Flux.range(0, 1000).map(i -> ZmqMessage.of("a", "b", "c"))).subscribe());

    until(push, m -> m.inFlight() == MARK);
    until(pull, m -> m.waitingToReceive() == MARK);
  }

  @Test
  void theMarkOfBytesIsGrantedToo() {
    PullSocket pull =
        open(
            zmq.pull()
                .receiveHighWaterMark(0)
                .receiveHighWaterMarkBytes(10 * 1032)
                .bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(pull)));
    Supply supply = Supply.of(MESSAGES).sized(1000);
    Mono<Void> sent = begun(push.send(supply.messages()));

    until(push, m -> m.inFlight() == 10 && m.waitingToSend() == MARK);
    standstill(push);
    assertThat(metrics(push).inFlight()).isEqualTo(10);

    assertThat(await(pull.receive().take(MESSAGES).count())).isEqualTo(MESSAGES);
    await(sent);
  }

  @Test
  void withoutItTheKernelsHoldWhatTheyHold() {
    PullSocket pull =
        open(zmq.pull().credit(false).receiveHighWaterMark(MARK).bind("tcp://127.0.0.1:*"));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(pull)));

    keep(push.send(Supply.endless().messages()).subscribe());

    until(push, m -> m.sent() > 100L * MARK);
    assertThat(metrics(push).inFlight()).isZero();
    assertThat(await(push.peers()).get(0).sendCredit()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPublisherWithoutNoDropDropsWhatTheSubscriberHasNotGrantedAndCountsIt() {
    PubSocket pub = open(zmq.pub().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().receiveHighWaterMark(MARK).subscribe("").connect(address(pub)));
    await(pub.awaitSubscribers("", 1));

    Mono<Void> sent = begun(pub.send(Supply.of(1000).messages()));

    until(pub, m -> m.discarded() == 1000 - 2 * MARK);
    assertThat(metrics(pub).inFlight()).isEqualTo(MARK);
    assertThat(numbers(await(sub.receive().take(2 * MARK).collectList())))
        .isEqualTo(Flux.range(0, 2 * MARK).map(Long::valueOf).collectList().block());
    await(sent);
  }

  @Test
  void aSlowWorkerHoldsItsMarkAndTheOthersDoTheRest() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    List<PullSocket> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(open(zmq.pull().receiveHighWaterMark(MARK).connect(address(push))));
    }
    until(push, m -> m.peers() == 4);
    AtomicLong done = new AtomicLong();
    for (PullSocket worker : workers.subList(1, 4)) {
      keep(worker.receive().subscribe(job -> done.incrementAndGet()));
    }

    await(push.send(Supply.of(MESSAGES).messages()));

    until(() -> done.get() == MESSAGES - MARK);
    assertThat(metrics(workers.get(0)).waitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void aWorkerThatDiesLosesNoMoreThanItsMark() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    FaultyLink link = link(address(push));
    PullSocket dies = open(zmq.pull().receiveHighWaterMark(MARK).connect(link.endpoint()));
    until(push, m -> m.peers() == 1);
    Mono<Void> sent = begun(push.send(Supply.of(MESSAGES).messages()));
    until(dies, m -> m.waitingToReceive() == MARK);
    AtomicLong done = new AtomicLong();
    PullSocket lives = open(zmq.pull().receiveHighWaterMark(MARK).connect(address(push)));
    keep(lives.receive().subscribe(job -> done.incrementAndGet()));

    dies.dispose();
    link.reset();

    await(sent);
    until(() -> done.get() == MESSAGES - MARK);
  }

  @Test
  void aRouterThatMustReachAPeerWithoutCreditWaitsAndServesTheOthers() {
    RouterSocket router =
        open(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    RoutingId idle = RoutingId.of("idle");
    RoutingId busy = RoutingId.of("busy");
    DealerSocket takesNothing =
        open(zmq.dealer().routingId(idle).receiveHighWaterMark(MARK).connect(address(router)));
    DealerSocket takesAll =
        open(zmq.dealer().routingId(busy).receiveHighWaterMark(MARK).connect(address(router)));
    until(router, m -> m.peers() == 2);
    Mono<Long> received = begun(takesAll.receive().take(MESSAGES).count());

    Mono<Void> held =
        begun(router.send(Supply.of(100).messages().map(m -> new RoutedMessage(idle, m))));
    await(router.send(Supply.of(MESSAGES).messages().map(m -> new RoutedMessage(busy, m))));

    assertThat(await(received)).isEqualTo(MESSAGES);
    assertThat(metrics(takesNothing).waitingToReceive()).isEqualTo(MARK);
    assertThat(await(takesNothing.receive().take(100).count())).isEqualTo(100);
    await(held);
  }

  @Test
  void twoThatTakeOnlyWhenTheyHaveSentAllDoNotWaitForEachOtherForEver() {
    PairSocket one =
        open(
            zmq.pair()
                .sendHighWaterMark(MARK)
                .receiveHighWaterMark(MARK)
                .bind(Anywhere.endpoint()));
    PairSocket other =
        open(zmq.pair().sendHighWaterMark(MARK).receiveHighWaterMark(MARK).connect(address(one)));
    keep(one.send(Supply.endless().messages()).subscribe());
    keep(other.send(Supply.endless().messages()).subscribe());
    until(one, m -> m.waitingToReceive() == MARK);
    until(other, m -> m.waitingToReceive() == MARK);

    // one takes nothing, and sees what the other grants all the same
    assertThat(await(other.receive().take(MESSAGES).count())).isEqualTo(MESSAGES);
    assertThat(metrics(one).waitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void whoHasRequestedWithoutEndAndThenTakesNothingGoesOnSending() {
    PairSocket one = open(zmq.pair().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PairSocket other = open(zmq.pair().receiveHighWaterMark(MARK).connect(address(one)));
    keep(other.send(Supply.endless().messages()).subscribe());
    await(one.receive().take(MESSAGES, false).then()); // requests all there is
    until(one, m -> m.waitingToReceive() == MARK);

    await(one.send(Supply.of(MESSAGES).messages()).and(other.receive().take(MESSAGES)));
  }

  @Test
  void whoWaitsForCreditSendsWithoutWhenMoreHasComeThanItsOwnSubscriberTakes() {
    PairSocket one = open(zmq.pair().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PairSocket other = open(zmq.pair().receiveHighWaterMark(MARK).connect(address(one)));
    Disposable all = one.receive().subscribe();
    until(() -> await(other.peers()).stream().anyMatch(peer -> peer.sendCredit() > MARK));
    all.dispose();
    keep(one.send(Supply.endless().messages()).subscribe());
    until(one, m -> m.inFlight() == MARK);

    keep(other.send(Supply.endless().messages()).subscribe());
    until(one, m -> m.waitingToReceive() >= MARK);

    assertThat(await(other.receive().take(MESSAGES).count())).isEqualTo(MESSAGES);
    assertThat(metrics(one).waitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void aRouterThatHasNotBeenAskedForItsNoticesKeepsToCredit() {
    RouterSocket router =
        open(
            zmq.router()
                .notify(Set.of(PeerNotice.CONNECTED))
                .receiveHighWaterMark(1)
                .sendHighWaterMark(MARK)
                .bind(Anywhere.endpoint()));
    RoutingId id = RoutingId.of("idle");
    open(zmq.dealer().routingId(id).receiveHighWaterMark(MARK).connect(address(router)));
    until(router, m -> m.peers() == 1);

    keep(
        router.send(Supply.of(MESSAGES).messages().map(m -> new RoutedMessage(id, m))).subscribe());

    until(router, m -> m.discarded() == MESSAGES - 2 * MARK);
    assertThat(metrics(router).inFlight()).isEqualTo(MARK);
  }

  @Test
  void aNewConnectionBeginsWithNewCreditAndNothingIsLost() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    FaultyLink link = link(address(pull));
    PushSocket push =
        open(
            zmq.push()
                .sendHighWaterMark(MARK)
                .reconnectInterval(Duration.ofMillis(10))
                .connect(link.endpoint()));
    Mono<Void> sent = begun(push.send(Supply.of(100).messages()));
    until(push, m -> m.inFlight() == MARK);
    until(pull, m -> m.waitingToReceive() == MARK);

    link.cut();
    await(link.until(counts -> counts.connections() == 2)); // nothing is on its way by then

    // What waits of the old connection and what comes by the new one take turns.
    assertThat(numbers(await(pull.receive().take(100).collectList())))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 100).boxed().toList());
    await(sent);
  }
}
