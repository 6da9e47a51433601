package reactor.zmtp.inproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZapHandler;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** zmq_inproc(7). */
class InprocTest extends Scene {

  private static final int MARK = 10;

  @Test
  void whoConnectsBeforeThereIsAnybodyWaits() {
    PushSocket push = open(zmq.push().connect("inproc://jobs"));
    Mono<Void> sent = begun(push.send(ZmqMessage.of("early")));

    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));

    assertThat(await(pull.receive().next()).text()).isEqualTo("early");
    await(sent);
  }

  @Test
  void manyMayWaitForOneName() {
    List<PushSocket> pushes =
        Flux.range(0, 20).map(i -> open(zmq.push().connect("inproc://jobs"))).collectList().block();
    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));

    Mono<Long> got = begun(pull.receive().take(20).count());
    pushes.forEach(push -> await(push.send(ZmqMessage.of("one of each"))));

    assertThat(await(got)).isEqualTo(20);
    assertThat(metrics(pull).peers()).isEqualTo(20);
  }

  @Test
  void aNameIsOneSocketsAlone() {
    Events events = new Events();
    open(zmq.pull().bind("inproc://jobs"));
    PullSocket second = open(zmq.pull().doOnEvent(events));

    assertThatThrownBy(() -> await(second.bind("inproc://jobs")))
        .isInstanceOf(AddressInUseException.class)
        .hasRootCauseMessage("another socket of this context is bound to that name");
  }

  @Test
  void aNameIsFreeWhenItIsUnbound() {
    PullSocket first = open(zmq.pull().bind("inproc://jobs"));
    PushSocket push = open(zmq.push().reconnectInterval(Duration.ZERO).connect("inproc://jobs"));
    until(first, m -> m.peers() == 1);

    await(first.unbind("inproc://jobs"));
    until(first, m -> m.peers() == 0);
    PullSocket second = open(zmq.pull().bind("inproc://jobs"));

    await(push.send(ZmqMessage.of("to the second")));
    assertThat(await(second.receive().next()).text()).isEqualTo("to the second");
  }

  @Test
  void namesAreThoseOfOneContext() {
    try (ZmqContext other = ZmqContext.create()) {
      open(zmq.pull().bind("inproc://jobs"));

      PullSocket there = open(other.pull().bind("inproc://jobs"));

      assertThat(there.address()).isEqualTo("inproc://jobs");
    }
  }

  @Test
  void anyNameMayBeAskedFor() {
    PullSocket one = open(zmq.pull().bind("inproc://*"));
    PullSocket two = open(zmq.pull().bind("inproc://*"));

    assertThat(one.address()).startsWith("inproc://").isNotEqualTo(two.address());
    assertThat(one.endpoints().get(0).port()).isEqualTo(-1);
    await(open(zmq.push().connect(two.address())).send(ZmqMessage.of("two")));
    assertThat(await(two.receive().next()).text()).isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://#1", "inproc://a name/with:anything", "inproc://é"})
  void aNameIsAnyText(String endpoint) {
    PullSocket pull = open(zmq.pull().bind(endpoint));

    await(open(zmq.push().connect(endpoint)).send(ZmqMessage.of("there")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("there");
  }

  @Test
  void aNameHas256CharactersAtTheMost() {
    open(zmq.pull().bind("inproc://" + "n".repeat(256)));

    assertThatThrownBy(() -> zmq.pull().bind("inproc://" + "n".repeat(257)))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("the name has 257 characters; at most 256 are allowed");
    assertThatThrownBy(() -> zmq.pull().bind("inproc://"))
        .hasMessageContaining("there is no name after inproc://");
    assertThatThrownBy(() -> zmq.push().connect("inproc://*"))
        .hasMessageContaining("* is for binding");
  }

  @Test
  void aStreamSocketHasNoInproc() {
    assertThatThrownBy(() -> await(zmq.stream().bind("inproc://raw").open()))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("a STREAM socket speaks raw TCP");
  }

  @Test
  void theBytesOfAMessageAreNotCopied() {
    AtomicReference<ZmqMessage> got = new AtomicReference<>();
    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));
    keep(pull.receive().subscribe(got::set));
    PushSocket push = open(zmq.push().connect("inproc://jobs"));
    until(push, m -> m.peers() == 1);
    long before = allocated();

    await(push.send(ZmqMessage.of(new byte[50_000_000])));

    until(() -> got.get() != null);
    assertThat(got.get().byteSize()).isEqualTo(50_000_000);
    assertThat(got.get().peer().socketType()).isEqualTo(SocketType.PUSH);
    assertThat(allocated() - before).as("bytes allocated").isLessThan(150_000_000);
  }

  /** Of this JVM: the message itself, and the copy that the factory makes of its array. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }

  @Test
  void routingIdsAreExchanged() {
    RouterSocket router = open(zmq.router().bind("inproc://service"));
    DealerSocket dealer =
        open(zmq.dealer().routingId(RoutingId.of("worker")).connect("inproc://service"));

    await(dealer.send(ZmqMessage.of("hello")));
    RoutedMessage hello = await(router.receive().next());
    await(router.send(hello.reply(ZmqMessage.of("welcome"))));

    assertThat(hello.peer()).isEqualTo(RoutingId.of("worker"));
    assertThat(await(dealer.receive().next()).text()).isEqualTo("welcome");
  }

  @Test
  void theMarksOfBothSidesAddUp() {
    PullSocket pull =
        open(zmq.pull().credit(false).receiveHighWaterMark(MARK).bind("inproc://jobs"));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect("inproc://jobs"));
    until(push, m -> m.peers() == 1);

    keep(push.send(Flux.range(0, 1000).map(i -> ZmqMessage.of("job " + i))).subscribe());
    until(pull, m -> m.waitingToReceive() == MARK);
    standstill(push);

    assertThat(metrics(push).sent()).isEqualTo(MARK);
    assertThat(metrics(push).waitingToSend()).isEqualTo(MARK);
    assertThat(metrics(pull).waitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void theMarkIsKeptWhenWhatIsTakenMakesRoomForTheNextOnTheSameEventLoop() {
    ZmqContext oneLoop = keep(ZmqContext.builder().ioThreads(1).build());
    PubSocket pub = open(oneLoop.pub().noDrop(true).sendHighWaterMark(1).bind("inproc://news"));
    SubSocket sub =
        open(oneLoop.sub().receiveHighWaterMark(1).subscribe("").connect("inproc://news"));
    await(pub.awaitSubscribers("", 1));
    keep(pub.send(Flux.range(0, MARK).map(i -> ZmqMessage.of("" + i))).subscribe());

    StepVerifier.create(sub.receive().map(ZmqMessage::text).take(MARK), 0)
        .then(() -> until(sub, m -> m.waitingToReceive() == 1))
        .then(() -> until(pub, m -> m.waitingToSend() == 1))
        .thenRequest(1)
        .expectNext("0")
        .thenRequest(MARK)
        .expectNextCount(MARK - 1)
        .verifyComplete();

    assertThat(metrics(sub).mostWaitingToReceive()).isEqualTo(1);
  }

  @Test
  void withoutDemandNothingIsAskedOfThePublisherBeyondTheMarks() {
    open(zmq.pull().credit(false).receiveHighWaterMark(MARK).bind("inproc://jobs"));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect("inproc://jobs"));
    until(push, m -> m.peers() == 1);
    AtomicReference<Integer> last = new AtomicReference<>(0);

    keep(
        push.send(Flux.range(1, 1000).doOnNext(last::set).map(i -> ZmqMessage.of("job " + i)))
            .subscribe());
    standstill(push);

    assertThat(last.get()).isLessThanOrEqualTo(2 * MARK);
  }

  @Test
  void oneSocketMayBeReachedByInprocAndTcpAtOnce() {
    PullSocket pull = open(zmq.pull().bind("inproc://jobs").bind("tcp://127.0.0.1:*"));
    String tcp = pull.endpoints().get(1).address();

    await(open(zmq.push().connect("inproc://jobs")).send(ZmqMessage.of("near")));
    await(open(zmq.push().connect(tcp)).send(ZmqMessage.of("far")));

    assertThat(await(pull.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactlyInAnyOrder("near", "far");
  }

  @Test
  void subscriptionsReachThePublisher() {
    PubSocket pub = open(zmq.pub().bind("inproc://news"));
    SubSocket sub = open(zmq.sub().subscribe("a").connect("inproc://news"));
    Mono<String> got = begun(sub.receive().next().map(ZmqMessage::text));
    await(pub.awaitSubscribers("a", 1));

    await(pub.send(Flux.just(ZmqMessage.of("b"), ZmqMessage.of("apple"))));

    assertThat(await(got)).isEqualTo("apple");
    assertThat(metrics(pub).sent()).isEqualTo(1);
  }

  @Test
  void requestsAreAnswered() {
    RepSocket rep = open(zmq.rep().bind("inproc://service"));
    keep(rep.reply(request -> Mono.just(ZmqMessage.of(request.text() + "!"))).subscribe());
    ReqSocket req = open(zmq.req().connect("inproc://service"));

    List<String> replies =
        await(
            Flux.range(0, 100)
                .concatMap(i -> req.request(ZmqMessage.of("" + i)))
                .map(ZmqMessage::text)
                .collectList());

    assertThat(replies).hasSize(100).startsWith("0!").endsWith("99!");
  }

  /** RFC 27: a handler is bound to that name, and whoever lets peers in asks it there. */
  @Test
  void aZapHandlerMayBeAtItsWellKnownName() {
    RepSocket handler = open(zmq.rep().bind("inproc://zeromq.zap.01"));
    keep(
        ZapHandler.serve(handler, ZapAuthenticator.passwords(Map.of("ann", "secret"))).subscribe());
    ReqSocket asking = open(zmq.req().correlate(true).connect("inproc://zeromq.zap.01"));
    PullSocket pull = open(zmq.pull().plainServer(ZapHandler.at(asking)).bind("tcp://127.0.0.1:*"));

    PushSocket push = open(zmq.push().plain("ann", "secret").connect(pull.address()));
    await(push.send(ZmqMessage.of("let in")));

    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo("ann");
  }

  @Test
  void socketTypesThatDoNotFitAreRefusedOnBothSides() {
    Events bound = new Events();
    Events connected = new Events();
    open(zmq.pull().doOnEvent(bound).bind("inproc://jobs"));

    open(zmq.sub().doOnEvent(connected).connect("inproc://jobs"));

    assertThat(bound.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    HandshakeFailed refused = connected.await(HandshakeFailed.class);
    assertThat(refused.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(refused.cause())
        .hasMessage("the peer refused: a PULL socket talks to PUSH, the peer is a SUB");
  }

  @Test
  void aPairHasOnePeer() {
    Events events = new Events();
    PairSocket pair = open(zmq.pair().bind("inproc://pair"));
    open(zmq.pair().connect("inproc://pair"));
    until(pair, m -> m.peers() == 1);

    open(zmq.pair().doOnEvent(events).connect("inproc://pair"));

    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessage("the peer refused: this PAIR socket has its one peer already");
  }

  @Test
  void whatWasNotTakenByAPeerThatLeavesGoesToAnother() {
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).bind("inproc://jobs"));
    PullSocket stalled =
        open(zmq.pull().credit(false).receiveHighWaterMark(1).connect("inproc://jobs"));
    until(push, m -> m.peers() == 1);
    keep(push.send(Flux.range(0, 5).map(i -> ZmqMessage.of("" + i))).subscribe());
    until(stalled, m -> m.waitingToReceive() == 1);
    standstill(push);

    PullSocket other = open(zmq.pull().connect("inproc://jobs"));
    until(push, m -> m.peers() == 2);
    stalled.dispose();

    assertThat(await(other.receive().take(4).map(ZmqMessage::text).collectList()))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void whatLingersTooLongIsReported() {
    Events events = new Events();
    PullSocket stalled =
        open(zmq.pull().credit(false).receiveHighWaterMark(1).bind("inproc://jobs"));
    PushSocket push =
        await(
            zmq.push()
                .linger(Duration.ofMillis(20))
                .doOnEvent(events)
                .connect("inproc://jobs")
                .open());
    keep(push.send(Flux.range(0, 5).map(i -> ZmqMessage.of("" + i))).subscribe(x -> {}, e -> {}));
    until(stalled, m -> m.waitingToReceive() == 1);
    standstill(push);

    await(push.disposeLater());

    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.LINGER);
    assertThat(discarded.count()).isEqualTo(4);
    until(stalled, m -> m.peers() == 0);
  }

  @Test
  void bothSidesAreToldOfTheEnd() {
    Events bound = new Events();
    Events connected = new Events();
    PullSocket pull = open(zmq.pull().doOnEvent(bound).bind("inproc://jobs"));
    open(zmq.push().doOnEvent(connected).connect("inproc://jobs"));
    bound.await(HandshakeSucceeded.class);
    connected.await(HandshakeSucceeded.class);

    await(pull.disposeLater());

    assertThat(bound.await(Disconnected.class).remote()).hasToString("inproc://jobs");
    assertThat(connected.await(Disconnected.class).cause()).isNull();
  }

  @Test
  void aSubscriberThatThrowsCostsItsSubscriptionAndNoPublisher() {
    PullSocket pull = open(zmq.pull().bind("inproc://jobs"));
    PushSocket push = open(zmq.push().connect("inproc://jobs"));
    Sinks.Empty<Void> failed = Sinks.empty();
    keep(
        pull.receive()
            .doOnNext(
                message -> {
                  throw new LinkageError("no");
                })
            .subscribe(message -> {}, failure -> failed.tryEmitEmpty()));

    await(push.send(ZmqMessage.of("one")));
    await(failed.asMono());
    await(push.send(ZmqMessage.of("two")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("two");
  }

  @Test
  void onOneEventLoopAnEchoGoesOnForeverAndHoldsUpNobody() {
    ZmqContext oneLoop = keep(ZmqContext.builder().ioThreads(1).build());
    PairSocket left = open(oneLoop.pair().bind("inproc://echo"));
    PairSocket right = open(oneLoop.pair().connect("inproc://echo"));
    keep(right.send(right.receive()).subscribe());
    keep(left.send(Flux.concat(Mono.just(ZmqMessage.of("ball")), left.receive())).subscribe());

    until(left, m -> m.received() > 10_000);

    await(open(oneLoop.pull().bind("inproc://other")).metrics());
  }

  @Test
  void onOneEventLoopABusyRingLeavesTimeForAPeerOverTcp() {
    ZmqContext oneLoop = keep(ZmqContext.builder().ioThreads(1).build());
    RepSocket rep = open(oneLoop.rep().bind("tcp://127.0.0.1:*"));
    keep(rep.reply(Mono::just).subscribe());
    PairSocket left = open(oneLoop.pair().bind("inproc://ring"));
    PairSocket right = open(oneLoop.pair().connect("inproc://ring"));
    AtomicLong rounds = new AtomicLong();
    keep(right.send(right.receive().doOnNext(ball -> rounds.incrementAndGet())).subscribe());
    Flux<ZmqMessage> balls = Flux.range(0, 100).map(i -> ZmqMessage.of("ball"));
    keep(left.send(Flux.concat(balls, left.receive().doOnNext(ball -> work()))).subscribe());
    ReqSocket req = open(zmq.req().connect(rep.address()));
    await(req.request(ZmqMessage.of("first")));
    long before = rounds.get();

    for (int i = 0; i < 10; i++) {
      await(req.request(ZmqMessage.of("still there?")));
    }

    assertThat(rounds.get() - before).as("rounds meanwhile").isLessThan(50_000);
  }

  private static void work() {
    long end = System.nanoTime() + 20_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
