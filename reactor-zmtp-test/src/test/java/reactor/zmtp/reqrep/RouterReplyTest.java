package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.HandlerTimeoutException;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A ROUTER that answers requests as a REP does, and those without an envelope, too. */
class RouterReplyTest extends Scene {

  private final Events events = new Events();

  private RouterSpec spec() {
    return zmq.router().doOnEvent(events).bind(Anywhere.endpoint());
  }

  private static Mono<ZmqMessage> echo(ZmqMessage request) {
    return Mono.just(ZmqMessage.of("re:" + request.text()));
  }

  @Test
  void theEnvelopeComesBackHoweverDeep() {
    RouterSocket router = open(spec());
    keep(router.reply(RouterReplyTest::echo).subscribe());

    await(join(router, "REQ").script().message("", "A").expectMessage("", "re:A"));
    await(
        join(router, "DEALER")
            .script()
            .message("", "A")
            .expectMessage("", "re:A")
            .message("X", "Y", "", "A")
            .expectMessage("X", "Y", "", "re:A"));
  }

  @Test
  void aRequestWithoutAnEnvelopeGetsAReplyWithoutOne() {
    RouterSocket router = open(spec());
    keep(router.reply(request -> Mono.just(request)).subscribe());

    await(
        join(router, "DEALER")
            .script()
            .message("A")
            .expectMessage("A")
            .message("A", "B")
            .expectMessage("A", "B")
            .message("")
            .expectMessage("")
            .message("", "C")
            .expectMessage("", "C"));
    assertThat(metrics(router).discarded()).isZero();
  }

  @Test
  void requestsWithoutAnEnvelopeAreAnsweredInTheirOrder() {
    RouterSocket router = open(spec());
    keep(
        router
            .reply(
                request ->
                    request.text().equals("slow")
                        ? echo(request).delayElement(Duration.ofMillis(50))
                        : echo(request))
            .subscribe());

    await(
        join(router, "DEALER")
            .script()
            .message("slow")
            .message("quick")
            .expectMessage("re:slow")
            .expectMessage("re:quick"));
  }

  @Test
  void aStuckRequestHoldsUpNoOther() {
    RouterSocket router = open(spec());
    keep(
        router
            .reply(request -> request.text().equals("stuck") ? Mono.never() : echo(request))
            .subscribe());
    ZmtpPeer stuck = join(router, "DEALER");
    await(stuck.script().message("stuck").message("behind it"));

    await(stuck.script().message("2", "", "B").expectMessage("2", "", "re:B"));
    await(join(router, "REQ").script().message("", "C").expectMessage("", "re:C"));
    assertThat(metrics(router).waitingToReceive()).isEqualTo(1);
  }

  @Test
  void noMoreAreServedThanAreWantedAndTheOthersWaitInTheirPeers() {
    RouterSocket router = open(spec().receiveHighWaterMark(4));
    Sinks.One<ZmqMessage> reply = Sinks.one();
    keep(router.reply(request -> reply.asMono(), 2).subscribe());
    ZmtpPeer dealer = join(router, "DEALER");
    for (int i = 0; i < 20; i++) {
      await(dealer.script().message("" + i, "", "A"));
    }
    until(router, m -> m.received() == 2 && m.waitingToReceive() == 4);

    reply.tryEmitValue(ZmqMessage.of("B"));

    for (int i = 0; i < 20; i++) {
      await(dealer.script().expectMessage("" + i, "", "B"));
    }
    assertThat(metrics(router).mostWaitingToReceive()).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHandlerThatFailsIsReportedAndOnErrorAnswersInsideTheEnvelope(boolean envelope) {
    RouterSocket router =
        open(
            spec()
                .onError(
                    (request, error) ->
                        Mono.just(ZmqMessage.of(request.text(), error.getMessage()))));
    keep(router.reply(request -> Mono.error(new IllegalStateException("no"))).subscribe());
    ZmtpPeer dealer = join(router, "DEALER");

    if (envelope) {
      await(dealer.script().message("1", "", "A").expectMessage("1", "", "A", "no"));
    } else {
      await(dealer.script().message("A").expectMessage("A", "no"));
    }

    assertThat(events.await(HandlerFailed.class).cause()).hasMessage("no");
  }

  @Test
  void aHandlerThatTakesTooLongIsCancelled() {
    RouterSocket router =
        open(
            spec()
                .handlerTimeout(Duration.ofMillis(50))
                .onError(error -> ZmqMessage.of(error.getClass().getSimpleName())));
    keep(router.reply(request -> Mono.never()).subscribe());

    await(
        join(router, "REQ")
            .script()
            .message("", "A")
            .expectMessage("", HandlerTimeoutException.class.getSimpleName()));
  }

  @Test
  void whatWaitsAlreadyIsServedAlthoughItsPeerMayHaveGone() {
    RouterSocket router = open(spec());
    ZmtpPeer stays = join(router, "REQ");
    await(stays.script().message("", "A"));
    await(join(router, "DEALER").script().message("", "B").message("", "C").close());
    until(router, m -> m.waitingToReceive() == 3);
    events.await(Disconnected.class);
    List<String> served = new CopyOnWriteArrayList<>();

    keep(
        router
            .reply(
                request -> {
                  served.add(request.text());
                  return echo(request);
                })
            .subscribe());

    await(stays.script().expectMessage("", "re:A"));
    until(() -> served.size() == 3);
    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.PEER_GONE);
    assertThat(served).containsExactlyInAnyOrder("A", "B", "C");
  }

  @Test
  void aReplyWaitsForAPeerThatIsFullAndIsNotDropped() {
    RouterSocket router = open(spec().sendHighWaterMark(1).sendBuffer(16_384));
    ZmqMessage large = ZmqMessage.wrap(new byte[500_000]);
    keep(
        router
            .reply(request -> request.text().equals("L") ? Mono.just(large) : echo(request))
            .subscribe());
    ZmtpPeer stalled = join(router, "DEALER");
    for (int i = 0; i < 5; i++) {
      await(stalled.script().message("" + i, "", "L"));
    }
    until(router, m -> m.waitingToSend() > 1);
    standstill(router);

    await(join(router, "REQ").script().message("", "A").expectMessage("", "re:A"));
    for (int i = 0; i < 5; i++) {
      assertThat(await(stalled.receiveMessage()).get(2)).hasSize(500_000);
    }

    assertThat(metrics(router).discarded()).isZero();
  }

  @Test
  void cancellingCancelsTheHandlerAndTheNextServiceGetsItsRequest() {
    RouterSocket router = open(spec());
    AtomicBoolean cancelled = new AtomicBoolean();
    Disposable first =
        router
            .reply(request -> Mono.<ZmqMessage>never().doOnCancel(() -> cancelled.set(true)))
            .subscribe();
    ZmtpPeer dealer = join(router, "DEALER");
    await(dealer.script().message("A").message("B"));
    until(router, m -> m.received() == 1 && m.waitingToReceive() == 1);

    first.dispose();
    until(cancelled::get);
    keep(router.reply(RouterReplyTest::echo).subscribe());

    await(dealer.script().expectMessage("re:A").expectMessage("re:B"));
  }

  @Test
  void itRepliesOrReceives() {
    RouterSocket router = open(spec());
    Disposable receiving = router.receive().subscribe();
    StepVerifier.create(router.reply(RouterReplyTest::echo))
        .verifyError(AlreadyReceivingException.class);
    receiving.dispose();

    Disposable replying = router.reply(RouterReplyTest::echo).subscribe();
    StepVerifier.create(router.reply(RouterReplyTest::echo))
        .verifyError(AlreadyReceivingException.class);
    replying.dispose();

    StepVerifier.create(router.receive()).verifyError(AlreadyReceivingException.class);
  }

  @Test
  void aNoticeIsNoRequest() {
    RouterSocket router = open(spec().notify(Set.of(PeerNotice.values())));
    ZmtpPeer before = join(router, "DEALER");
    until(router, m -> m.waitingToReceive() == 1);
    keep(router.reply(RouterReplyTest::echo).subscribe());

    await(before.script().message("A").expectMessage("re:A").close());
    await(join(router, "DEALER").script().message("B").expectMessage("re:B"));

    assertThat(metrics(router).received()).isEqualTo(2);
  }

  @Test
  void aServiceCompletesWhenTheSocketIsDisposedOf() {
    RouterSocket router = open(spec());
    Mono<Void> service = begun(router.reply(request -> Mono.never()));
    await(join(router, "DEALER").script().message("A"));
    until(router, m -> m.received() == 1);

    router.dispose();

    await(service);
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    StepVerifier.create(router.reply(RouterReplyTest::echo)).verifyError(DisposedException.class);
  }

  @Test
  void aRequestThatIsBeingServedIsAnsweredByADrain() {
    RouterSocket router = open(spec().linger(PATIENCE));
    Sinks.One<ZmqMessage> reply = Sinks.one();
    Mono<Void> service = begun(router.reply(request -> reply.asMono()));
    ZmtpPeer dealer = join(router, "DEALER");
    await(dealer.script().message("A"));
    until(router, m -> m.received() == 1);

    Mono<Void> drained = begun(router.drain(PATIENCE));
    metrics(router);
    reply.tryEmitValue(ZmqMessage.of("B"));

    await(dealer.script().expectMessage("B"));
    await(drained);
    await(service);
  }

  @Test
  void valuesAreServedByCodecs() {
    RouterSocket router = open(spec());
    ZmqCodec<Integer> numbers =
        ZmqCodec.of(
            number -> ZmqMessage.of(Integer.toString(number)),
            message -> Integer.valueOf(message.text()));
    keep(router.reply(numbers, number -> Mono.just(number + 1), numbers).subscribe());
    ReqSocket req = open(zmq.req().correlate(true).connect(router.address()));

    List<Integer> replies =
        await(
            Flux.range(0, 1000)
                .flatMap(number -> req.request(number, numbers, numbers), 64)
                .collectList());

    assertThat(replies).containsExactlyInAnyOrderElementsOf(Flux.range(1, 1000).toIterable());
  }
}
