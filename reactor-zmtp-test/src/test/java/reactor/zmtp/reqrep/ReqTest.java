package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** One request at a time: test_spec_req, test_invalid_rep and test_reqrep_tcp of libzmq. */
class ReqTest extends Scene {

  private final Events events = new Events();

  private ReqSocket req() {
    return open(zmq.req().doOnEvent(events).bind(Anywhere.endpoint()));
  }

  private static void answer(ZmtpPeer peer, String request, String reply) {
    await(peer.script().expectMessage("", request).message("", reply));
  }

  private Discarded awaitDiscarded(DiscardReason reason) {
    return events.await(Discarded.class, discarded -> discarded.reason() == reason);
  }

  @Test
  void nothingHappensBeforeTheSubscription() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");

    Mono<ZmqMessage> request = req.request(ZmqMessage.of("a"));
    Mono<ZmqMessage> other = req.request(ZmqMessage.of("b"));
    keep(other.subscribe());

    answer(peer, "b", "B");
    assertThat(request).isNotNull();
    assertThat(metrics(req).sent()).isEqualTo(1);
  }

  @Test
  void eachSubscriptionIsARequest() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    Mono<ZmqMessage> request = req.request(ZmqMessage.of("a"));
    List<String> replies = new CopyOnWriteArrayList<>();

    for (String reply : List.of("1", "2")) {
      keep(request.map(ZmqMessage::text).subscribe(replies::add));
      answer(peer, "a", reply);
    }

    until(() -> replies.equals(List.of("1", "2")));
  }

  @Test
  void aRequestOfSeveralFramesIsAnEmptyFrameAndThem() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("ABC", "DEF")));

    await(router.script().expectMessage("", "ABC", "DEF").message("", "GHI"));

    assertThat(await(reply)).isEqualTo(ZmqMessage.of("GHI"));
  }

  @Test
  void aReplyTellsWhoSentIt() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    answer(peer, "a", "b");

    assertThat(await(reply).peer()).isNotNull();
  }

  @Test
  void withoutAPeerARequestWaitsForOne() {
    ReqSocket req = req();
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    assertThat(metrics(req).waitingToSend()).isEqualTo(1);

    answer(join(req, "REP"), "a", "b");

    assertThat(await(reply).text()).isEqualTo("b");
  }

  @Test
  void peersAreAskedInTurn() {
    ReqSocket req = req();
    List<ZmtpPeer> peers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      peers.add(join(req, "REP"));
      events.await(HandshakeSucceeded.class, i + 1);
    }

    for (int i = 0; i < 10; i++) {
      Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("ABC")));
      answer(peers.get(i % 5), "ABC", "DEF");
      assertThat(await(reply).text()).isEqualTo("DEF");
    }
  }

  @Test
  void requestsWaitForTheirTurnInOrder() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    List<String> replies = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      keep(req.request(ZmqMessage.of("" + i)).map(ZmqMessage::text).subscribe(replies::add));
    }

    await(
        peer.script()
            .expectMessage("", "0")
            .expectSilence(Duration.ofMillis(20))
            .message("", "reply to 0"));
    for (int i = 1; i < 20; i++) {
      answer(peer, "" + i, "reply to " + i);
    }

    until(() -> replies.size() == 20);
    assertThat(replies)
        .isEqualTo(Flux.range(0, 20).map(i -> "reply to " + i).collectList().block());
  }

  @Test
  void onlyThePeerThatWasAskedIsListenedTo() {
    ReqSocket req = req();
    ZmtpPeer asked = join(req, "ROUTER");
    events.await(HandshakeSucceeded.class);
    ZmtpPeer other = join(req, "ROUTER");
    events.await(HandshakeSucceeded.class, 2);
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("ABC")));
    await(asked.script().expectMessage("", "ABC"));

    await(other.script().message("", "WRONG"));
    awaitDiscarded(DiscardReason.UNEXPECTED);
    await(asked.script().message("", "GOOD"));

    assertThat(await(reply).text()).isEqualTo("GOOD");
  }

  @Test
  void aReplyWithoutAnEmptyFrameIsSkippedAndCounted() {
    ReqSocket req = req();
    ZmtpPeer router = join(req, "ROUTER");
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("r")));

    await(
        router
            .script()
            .expectMessage("", "r")
            .message("address")
            .message("a", "b")
            .message(new byte[0])
            .message("", "b"));

    assertThat(await(reply).text()).isEqualTo("b");
    assertThat(awaitDiscarded(DiscardReason.MALFORMED).remote()).isNotNull();
    assertThat(metrics(req).discarded()).isEqualTo(3);
  }

  @Test
  void aPeerThatGoesBeforeItRepliesFailsTheRequest() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    await(peer.script().expectMessage("", "a").close());

    StepVerifier.create(reply)
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(NoReplyException.class)
                    .hasMessageContaining("127.0.0.1"))
        .verify(PATIENCE);
    keep(req.request(ZmqMessage.of("next")).subscribe());
    answer(join(req, "REP"), "next", "b");
  }

  @Test
  void withResendARequestGoesOutAgainToAnotherPeer() {
    ReqSocket req = open(zmq.req().resend(true).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(req, "REP");
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    await(peer.script().expectMessage("", "a").close());

    answer(join(req, "REP"), "a", "b");

    assertThat(await(reply).text()).isEqualTo("b");
  }

  @Test
  void withResendARequestGoesOutAgainAfterTheReconnect() {
    ZmtpListener listener = listen();
    ReqSocket req = open(zmq.req().resend(true).connect(listener.endpoint()));
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    await(accept(listener, "REP").script().expectMessage("", "a").reset());

    answer(accept(listener, "REP"), "a", "b");

    assertThat(await(reply).text()).isEqualTo("b");
  }

  @Test
  void aForgottenRequestThatWaitedIsNeverSent() {
    ReqSocket req = req();
    Disposable forgotten = req.request(ZmqMessage.of("a")).subscribe();
    metrics(req);
    forgotten.dispose();
    keep(req.request(ZmqMessage.of("b")).subscribe());

    answer(join(req, "REP"), "b", "B");

    assertThat(metrics(req).waitingToSend()).isZero();
  }

  @Test
  void afterATimeoutTheNextRequestGetsItsOwnReplyThroughANewConnection() {
    ZmtpListener listener = listen();
    ReqSocket req = open(zmq.req().doOnEvent(events).connect(listener.endpoint()));
    Mono<ZmqMessage> first =
        req.request(ZmqMessage.of("first")).timeout(Duration.ofMillis(50)).onErrorComplete();
    keep(first.subscribe());
    ZmtpPeer peer = accept(listener, "REP");
    await(peer.script().expectMessage("", "first"));
    await(first.then());
    Mono<ZmqMessage> second = begun(req.request(ZmqMessage.of("second")));
    await(peer.script().expectClose());

    answer(accept(listener, "REP"), "second", "reply to second");
    assertThat(await(second).text()).isEqualTo("reply to second");
  }

  @Test
  void aLateReplyIsDiscardedAndTheConnectionGoesOn() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    Disposable forgotten = req.request(ZmqMessage.of("first")).subscribe();
    await(peer.script().expectMessage("", "first"));
    forgotten.dispose();
    metrics(req);

    await(peer.script().message("", "late"));
    awaitDiscarded(DiscardReason.UNEXPECTED);
    Mono<ZmqMessage> second = begun(req.request(ZmqMessage.of("second")));
    answer(peer, "second", "in time");

    assertThat(await(second).text()).isEqualTo("in time");
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void afterACancelledRequestAnotherPeerIsAsked() {
    ReqSocket req = req();
    ZmtpPeer one = join(req, "REP");
    events.await(HandshakeSucceeded.class);
    ZmtpPeer other = join(req, "REP");
    events.await(HandshakeSucceeded.class, 2);
    Disposable forgotten = req.request(ZmqMessage.of("first")).subscribe();
    await(one.script().expectMessage("", "first"));
    forgotten.dispose();

    Mono<ZmqMessage> second = begun(req.request(ZmqMessage.of("second")));
    await(other.script().expectMessage("", "second"));
    await(one.script().message("", "late"));
    awaitDiscarded(DiscardReason.UNEXPECTED);
    await(other.script().message("", "in time"));

    assertThat(await(second).text()).isEqualTo("in time");
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void aRequestCancelledInItsOwnSubscriptionIsForgotten() {
    ReqSocket req = req();
    StepVerifier.create(req.request(ZmqMessage.of("a")), 0).thenCancel().verify(PATIENCE);

    SocketMetrics after = until(req, m -> m.waitingToSend() == 0);

    assertThat(after.sent()).isZero();
  }

  @Test
  void relaxedANewRequestTakesThePlaceOfTheOlder() {
    ReqSocket req = open(zmq.req().relaxed(true).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer one = join(req, "REP");
    events.await(HandshakeSucceeded.class);
    ZmtpPeer other = join(req, "REP");
    events.await(HandshakeSucceeded.class, 2);
    Mono<ZmqMessage> first = begun(req.request(ZmqMessage.of("A", "B")));
    await(one.script().expectMessage("", "A", "B"));

    Mono<ZmqMessage> second = begun(req.request(ZmqMessage.of("C", "D")));
    await(other.script().expectMessage("", "C", "D"));
    await(one.script().message("", "WRONG"));
    awaitDiscarded(DiscardReason.UNEXPECTED);
    await(other.script().message("", "OK"));

    assertThat(await(second).text()).isEqualTo("OK");
    StepVerifier.create(first).expectError(NoReplyException.class).verify(PATIENCE);
    assertThat(events.count(Disconnected.class)).as("connections stay").isZero();
  }

  @Test
  void aPublisherOfRequestsHasTheContextOfTheSubscription() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(Mono::just).subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));
    Mono<ZmqMessage> who =
        Mono.deferContextual(context -> Mono.just(ZmqMessage.of(context.<String>get("who"))));

    Mono<ZmqMessage> reply =
        req.request(who, 1).next().contextWrite(context -> context.put("who", "me"));

    assertThat(await(reply).text()).isEqualTo("me");
  }

  @Test
  void aPublisherThatFailsFailsTheReplies() {
    ReqSocket req = req();

    StepVerifier.create(req.request(Flux.error(new IllegalStateException("no more")), 1))
        .expectErrorMessage("no more")
        .verify(PATIENCE);
  }

  @Test
  void aProbeGoesBeforeTheFirstRequest() {
    ReqSocket req = open(zmq.req().probeRouter(true).bind(Anywhere.endpoint()));
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    ZmtpPeer router = join(req, "ROUTER");

    await(router.script().expectMessage(""));
    answer(router, "a", "b");

    assertThat(await(reply).text()).isEqualTo("b");
  }

  @Test
  void aDisposedSocketFailsWhatWaits() {
    ReqSocket req = req();
    ZmtpPeer peer = join(req, "REP");
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    keep(req.request(ZmqMessage.of("a")).subscribe(message -> {}, failures::add));
    keep(req.request(ZmqMessage.of("b")).subscribe(message -> {}, failures::add));
    await(peer.script().expectMessage("", "a"));

    await(req.disposeLater());

    assertThat(failures).hasSize(2).allMatch(DisposedException.class::isInstance);
    StepVerifier.create(req.request(ZmqMessage.of("c")))
        .expectError(DisposedException.class)
        .verify(PATIENCE);
  }

  @Test
  void aSpecAsksThroughASocketOfItsOwn() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(request -> Mono.just(ZmqMessage.of(request.text() + "!"))).subscribe());

    ZmqMessage reply = await(zmq.req().connect(address(rep)).request(ZmqMessage.of("hi")));

    assertThat(reply.text()).isEqualTo("hi!");
    assertThat(zmq.sockets()).containsExactly(rep);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPublisherIsAskedForAsManyAsMayWait(boolean correlate) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(Mono::just).subscribe());
    ReqSocket req = open(zmq.req().correlate(correlate).connect(address(rep)));
    List<Long> requested = new CopyOnWriteArrayList<>();

    Flux<String> replies =
        req.request(
                Flux.range(0, 100).map(i -> ZmqMessage.of("" + i)).doOnRequest(requested::add), 8)
            .map(ZmqMessage::text);

    assertThat(await(replies.collectList()))
        .containsExactlyElementsOf(Flux.range(0, 100).map(i -> "" + i).toIterable());
    assertThat(requested).startsWith(8L).allMatch(n -> n <= 8);
    assertThatIllegalArgumentException().isThrownBy(() -> req.request(Flux.empty(), 0));
  }
}
