package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Serving requests: test_spec_rep of libzmq, and the envelopes of test_reqrep_device. */
class RepTest extends Scene {

  private final Events events = new Events();

  private RepSpec spec() {
    return zmq.rep().doOnEvent(events).bind(Anywhere.endpoint());
  }

  private RepSocket rep() {
    return open(spec());
  }

  private static Mono<ZmqMessage> echo(ZmqMessage request) {
    return Mono.just(ZmqMessage.of("re:" + request.text()));
  }

  private static Mono<ZmqMessage> message(String text) {
    return Mono.just(ZmqMessage.of(text));
  }

  @Test
  void eachRequestGetsItsReply() {
    RepSocket rep = rep();
    keep(rep.reply(RepTest::echo).subscribe());

    await(
        join(rep, "REQ")
            .script()
            .message("", "A")
            .expectMessage("", "re:A")
            .message("", "B")
            .expectMessage("", "re:B"));
  }

  @Test
  void theEnvelopeComesBackHoweverDeep() {
    RepSocket rep = rep();
    keep(rep.reply(request -> Mono.just(request)).subscribe());
    String[] deep = new String[202];
    Arrays.fill(deep, "id");
    deep[200] = "";
    deep[201] = "A";

    await(
        join(rep, "DEALER")
            .script()
            .message("", "A")
            .expectMessage("", "A")
            .message("X", "Y", "", "A")
            .expectMessage("X", "Y", "", "A")
            .message("X", "", "A", "", "B")
            .expectMessage("X", "", "A", "", "B")
            .message("id", deep)
            .expectMessage("id", deep));
  }

  @Test
  void aMessageWithoutAnEmptyFrameIsDiscardedAndCounted() {
    RepSocket rep = rep();
    keep(rep.reply(RepTest::echo).subscribe());

    await(
        join(rep, "DEALER")
            .script()
            .message("A")
            .message("A", "B")
            .message("A", "")
            .message("", "C")
            .expectMessage("", "re:C"));

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.MALFORMED);
    assertThat(metrics(rep).discarded()).isEqualTo(3);
  }

  @Test
  void aMessageWithoutAnEmptyFrameIsDiscardedThoughRequestsWait() {
    RepSocket rep = rep();
    Sinks.One<ZmqMessage> slow = Sinks.one();
    keep(rep.reply(request -> slow.asMono()).subscribe());
    ZmtpPeer dealer = join(rep, "DEALER");

    await(dealer.script().message("", "A").message("", "B").message("no request"));
    until(rep, m -> m.discarded() == 1);
    slow.tryEmitValue(ZmqMessage.of("late"));

    await(dealer.script().expectMessage("", "late").expectMessage("", "late"));
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.MALFORMED);
  }

  @Test
  void aQuietPeerIsServedThoughALoudOneHasMore() {
    RepSocket rep = rep();
    ZmtpPeer loud = join(rep, "DEALER");
    ZmtpPeer quiet = join(rep, "REQ");
    for (int i = 0; i < 100; i++) {
      await(loud.script().message("", "loud"));
    }
    until(rep, m -> m.waitingToReceive() == 100);
    await(quiet.script().message("", "quiet"));
    until(rep, m -> m.waitingToReceive() == 101);
    List<String> served = new CopyOnWriteArrayList<>();

    keep(
        rep.reply(
                request -> {
                  served.add(request.text());
                  return echo(request);
                })
            .subscribe());

    until(() -> served.size() == 101);
    assertThat(served.subList(0, 3)).contains("quiet");
  }

  @Test
  void theFirstMessageIsTheReplyAndThePublisherIsCancelled() {
    RepSocket rep = rep();
    AtomicBoolean cancelled = new AtomicBoolean();
    keep(
        rep.reply(
                request ->
                    Flux.range(1, 10)
                        .map(i -> ZmqMessage.of("" + i))
                        .concatWith(Flux.never())
                        .doOnCancel(() -> cancelled.set(true)))
            .subscribe());

    await(
        join(rep, "REQ")
            .script()
            .message("", "A")
            .expectMessage("", "1")
            .message("", "B")
            .expectMessage("", "1"));

    assertThat(cancelled).isTrue();
  }

  @Test
  void aReplyMayComeFromAnyThread() {
    RepSocket rep = rep();
    keep(rep.reply(request -> echo(request).subscribeOn(Schedulers.boundedElastic())).subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "re:A"));
  }

  @Test
  void anEmptyResultIsAnEmptyReply() {
    RepSocket rep = rep();
    keep(rep.reply(request -> Mono.empty()).subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", ""));
  }

  /** The ways a handler fails. */
  enum Fault implements Function<ZmqMessage, Publisher<ZmqMessage>> {
    THROWS {
      @Override
      public Publisher<ZmqMessage> apply(ZmqMessage request) {
        throw new IllegalStateException("no");
      }
    },
    PUBLISHES_AN_ERROR {
      @Override
      public Publisher<ZmqMessage> apply(ZmqMessage request) {
        return Mono.error(new IllegalStateException("no"));
      }
    },
    PUBLISHES_AN_ERROR_ELSEWHERE {
      @Override
      public Publisher<ZmqMessage> apply(ZmqMessage request) {
        return PUBLISHES_AN_ERROR.reply(request).subscribeOn(Schedulers.boundedElastic());
      }
    },
    RETURNS_NULL {
      @Override
      @SuppressWarnings("NullAway") // on purpose
      public Publisher<ZmqMessage> apply(ZmqMessage request) {
        return null;
      }
    };

    Mono<ZmqMessage> reply(ZmqMessage request) {
      return Mono.from(apply(request));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatFailsIsToldAndAnswersAnEmptyFrameAndTheServiceGoesOn(Fault fault) {
    RepSocket rep = rep();
    List<Throwable> dropped = new CopyOnWriteArrayList<>();
    keep(
        rep.reply(request -> request.text().equals("bad") ? fault.apply(request) : echo(request))
            .contextWrite(context -> context.put("reactor.onErrorDropped.local", hook(dropped)))
            .subscribe());

    await(
        join(rep, "REQ")
            .script()
            .message("", "bad")
            .expectMessage("", "")
            .message("", "good")
            .expectMessage("", "re:good"));

    HandlerFailed failed = events.await(HandlerFailed.class);
    assertThat(dropped).containsExactly(failed.cause());
    assertThat(failed.endpoint()).isEqualTo(address(rep));
  }

  private static Consumer<Throwable> hook(List<Throwable> dropped) {
    return dropped::add;
  }

  /** Were it dropped, too, this test would fail: no test of such a service could pass. */
  @Test
  void anErrorThatOnErrorAnswersIsToldAsAnEventAlone() {
    RepSocket rep =
        open(spec().onError(error -> ZmqMessage.of("sorry", String.valueOf(error.getMessage()))));
    keep(rep.reply(Fault.THROWS).subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "sorry", "no"));

    assertThat(events.await(HandlerFailed.class).cause()).hasMessage("no");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorThatOnErrorHasNoAnswerToIsDroppedAndAnEmptyFrameAnswered(NoAnswer onError) {
    RepSocket rep = open(spec().onError(onError));
    List<Throwable> dropped = new CopyOnWriteArrayList<>();
    keep(
        rep.reply(Fault.THROWS)
            .contextWrite(context -> context.put("reactor.onErrorDropped.local", hook(dropped)))
            .subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", ""));

    assertThat(dropped).contains(events.await(HandlerFailed.class).cause());
  }

  @Test
  void onErrorMayAskSomebodyElseWhatToAnswerToTheRequestThatFailed() {
    RepSocket rep =
        open(
            spec()
                .onError(
                    (request, error) ->
                        Mono.delay(Duration.ofMillis(10))
                            .map(late -> ZmqMessage.of(request.text(), error.getMessage()))));
    keep(rep.reply(Fault.THROWS).subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "A", "no"));
    assertThat(events.await(HandlerFailed.class).cause()).hasMessage("no");
  }

  @Test
  void anAnswerOfOnErrorThatFailsIsDroppedWithTheErrorItWasFor() {
    RepSocket rep =
        open(spec().onError((request, error) -> Mono.error(new LinkageError("no answer"))));
    List<Throwable> dropped = new CopyOnWriteArrayList<>();
    keep(
        rep.reply(Fault.THROWS)
            .contextWrite(context -> context.put("reactor.onErrorDropped.local", hook(dropped)))
            .subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", ""));

    assertThat(dropped)
        .hasSize(2)
        .contains(events.await(HandlerFailed.class).cause())
        .hasAtLeastOneElementOfType(LinkageError.class);
  }

  /** The ways {@code onError} has no answer. */
  enum NoAnswer implements Function<Throwable, ZmqMessage> {
    RETURNS_NULL {
      @Override
      @SuppressWarnings("NullAway") // on purpose
      public ZmqMessage apply(Throwable error) {
        return null;
      }
    },
    THROWS {
      @Override
      public ZmqMessage apply(Throwable error) {
        throw new LinkageError("no answer");
      }
    }
  }

  @Test
  void theHandlersPublisherHasTheContextOfTheSubscription() {
    RepSocket rep = rep();
    keep(
        rep.reply(request -> Mono.deferContextual(context -> message(context.get("who"))))
            .contextWrite(context -> context.put("who", "me"))
            .subscribe());

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "me"));
  }

  @Test
  void aReplyWhosePeerHasGoneIsDiscardedAndCounted() {
    RepSocket rep = rep();
    Sinks.One<ZmqMessage> late = Sinks.one();
    keep(rep.reply(request -> late.asMono()).subscribe());
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, m -> m.received() == 1);
    await(peer.script().close());
    events.await(Disconnected.class);

    late.tryEmitValue(ZmqMessage.of("too late"));

    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.PEER_GONE);
    assertThat(discarded.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void whatAPeerHadAskedBeforeItWentIsStillServed(int mark) {
    RepSocket rep = open(spec().receiveHighWaterMark(mark));
    ZmtpPeer peer = join(rep, "DEALER");
    await(peer.script().message("", "A").message("", "B").message("", "C").close());
    until(rep, m -> m.waitingToReceive() == Math.min(mark, 3));
    if (mark > 1) {
      events.await(Disconnected.class); // at the mark it is not noticed, as nothing is read
    }
    List<String> served = new CopyOnWriteArrayList<>();

    keep(
        rep.reply(
                request -> {
                  served.add(request.text());
                  return echo(request);
                })
            .subscribe());

    until(() -> served.equals(List.of("A", "B", "C")));
    // What a peer that closed is written before that is noticed, the operating system takes.
    until(rep, m -> m.sent() + m.discarded() == 3);
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.PEER_GONE);
  }

  @Test
  void requestsWaitUntilSomebodyServesThem() {
    RepSocket rep = rep();
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, m -> m.waitingToReceive() == 1);

    keep(rep.reply(RepTest::echo).subscribe());

    await(peer.script().expectMessage("", "re:A"));
  }

  @Test
  void cancellingCancelsTheHandlerAndTheNextServiceGetsItsRequest() {
    RepSocket rep = rep();
    AtomicBoolean cancelled = new AtomicBoolean();
    Disposable first =
        rep.reply(request -> Mono.<ZmqMessage>never().doOnCancel(() -> cancelled.set(true)))
            .subscribe();
    ZmtpPeer dealer = join(rep, "DEALER");
    await(dealer.script().message("1", "", "A").message("2", "", "B").message("2", "", "C"));
    until(rep, m -> m.received() == 2 && m.waitingToReceive() == 1);

    first.dispose();
    until(cancelled::get);
    until(rep, m -> m.waitingToReceive() == 3);
    keep(rep.reply(RepTest::echo).subscribe());

    await(
        dealer
            .script()
            .expectMessage("1", "", "re:A")
            .expectMessage("2", "", "re:B")
            .expectMessage("2", "", "re:C"));
  }

  @Test
  void noHandlerIsCalledOnceItsServiceWasCancelled() {
    RepSocket rep = rep();
    List<String> served = new CopyOnWriteArrayList<>();
    BaseSubscriber<Void> service = new BaseSubscriber<>() {};
    ZmtpPeer dealer = join(rep, "DEALER");
    await(dealer.script().message("1", "", "A").message("2", "", "B"));
    until(rep, m -> m.waitingToReceive() == 2);

    rep.reply(
            request -> {
              served.add(request.text());
              service.cancel();
              return echo(request);
            })
        .subscribe(service);

    await(dealer.script().expectMessage("1", "", "re:A"));
    until(rep, m -> m.waitingToReceive() == 1);
    assertThat(served).containsExactly("A");
    keep(rep.reply(RepTest::echo).subscribe());
    await(dealer.script().expectMessage("2", "", "re:B"));
  }

  @Test
  void aSecondServiceIsRefused() {
    RepSocket rep = rep();
    keep(rep.reply(RepTest::echo).subscribe());

    StepVerifier.create(rep.reply(RepTest::echo))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AlreadyReceivingException.class)
                    .hasMessageContaining("reply()"))
        .verify(PATIENCE);
  }

  @Test
  void aServiceCompletesWhenTheSocketIsDisposedOf() {
    RepSocket rep = rep();
    StepVerifier.create(rep.reply(RepTest::echo))
        .then(rep::dispose)
        .expectComplete()
        .verify(PATIENCE);

    StepVerifier.create(rep.reply(RepTest::echo))
        .expectError(DisposedException.class)
        .verify(PATIENCE);
  }

  @Test
  void whatNobodyServedIsToldWhenTheSocketIsDisposedOf() {
    RepSocket rep = rep();
    AtomicBoolean cancelled = new AtomicBoolean();
    keep(
        rep.reply(request -> Mono.<ZmqMessage>never().doOnCancel(() -> cancelled.set(true)))
            .subscribe());
    await(join(rep, "DEALER").script().message("", "A").message("", "B"));
    until(rep, m -> m.waitingToReceive() == 1);

    await(rep.disposeLater());

    assertThat(cancelled).isTrue();
    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    assertThat(discarded.count()).isEqualTo(2);
  }

  @Test
  void repliesThatWereGivenAreWrittenBeforeTheSocketIsGone() {
    RepSocket rep = await(spec().linger(Duration.ofSeconds(10)).sendBuffer(16_384).open());
    ZmqMessage large = ZmqMessage.wrap(new byte[1_000_000]);
    keep(rep.reply(request -> Mono.just(large)).subscribe());
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, m -> m.waitingToSend() == 1);

    rep.dispose();

    assertThat(await(peer.receiveMessage()).get(1)).hasSize(1_000_000);
    await(rep.onDispose());
    assertThat(events.count(Discarded.class)).isZero();
  }

  @Test
  void repliesThatAreNotWrittenWithinTheLingerAreToldOnce() {
    RepSocket rep = open(spec().sendBuffer(16_384));
    ZmqMessage large = ZmqMessage.wrap(new byte[1_000_000]);
    keep(rep.reply(request -> Mono.just(large)).subscribe());
    await(join(rep, "REQ").script().message("", "A"));
    until(rep, m -> m.waitingToSend() == 1);

    await(rep.disposeLater());

    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.LINGER);
    assertThat(events.count(Discarded.class)).isEqualTo(1);
  }

  @Test
  void aReplyWaitsForAPeerThatIsFullAndOthersDoNotWaitForIt() {
    RepSocket rep = open(spec().sendHighWaterMark(1).sendBuffer(16_384));
    ZmqMessage large = ZmqMessage.wrap(new byte[500_000]);
    keep(
        rep.reply(request -> request.text().equals("L") ? Mono.just(large) : echo(request), 1)
            .subscribe());
    ZmtpPeer stalled = join(rep, "DEALER");
    for (int i = 0; i < 5; i++) {
      await(stalled.script().message("", "L"));
    }
    until(rep, m -> m.waitingToSend() == 2);
    standstill(rep);

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "re:A"));
    for (int i = 0; i < 5; i++) {
      assertThat(await(stalled.receiveMessage()).get(1)).hasSize(500_000);
    }

    assertThat(metrics(rep).discarded()).isZero();
  }

  @Test
  void whatIsNotServedStopsTheReadingAtTheMark() {
    RepSocket rep = open(spec().receiveHighWaterMark(10));
    Sinks.One<ZmqMessage> slow = Sinks.one();
    keep(rep.reply(request -> slow.asMono()).subscribe());
    ZmtpPeer dealer = join(rep, "DEALER");
    events.await(HandshakeSucceeded.class);
    keep(dealer.script().flood(ZmtpBytes.message(new byte[0], new byte[50_000])).subscribe());

    until(rep, m -> m.waitingToReceive() == 10);
    standstill(() -> metrics(rep).waitingToReceive());

    assertThat(metrics(rep).waitingToReceive()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void ourOwnReqsAreServed(int reqs) {
    RepSocket rep = rep();
    keep(rep.reply(RepTest::echo).subscribe());

    Flux<ZmqMessage> replies =
        Flux.range(0, reqs)
            .flatMap(
                i ->
                    zmq.req()
                        .correlate(i % 2 == 0)
                        .connect(address(rep))
                        .open()
                        .flatMapMany(
                            req ->
                                req.request(Flux.range(0, 500).map(n -> ZmqMessage.of("" + n)), 16)
                                    .doFinally(end -> req.dispose())));

    assertThat(await(replies.count())).isEqualTo(500L * reqs);
  }
}
