package reactor.zmtp.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;

/** Every socket type that ZMTP 2.0 and 1.0 had speaks to its counterpart of that time. */
class OlderPeersTest extends LegacyScene {

  private static final String LARGE = "x".repeat(300_000);

  // Pipeline.

  @ParameterizedTest
  @EnumSource
  void itPullsWhatWePush(Older older) {
    PushSocket push = meet(older, zmq.push());
    Mono<Void> sent =
        push.send(
            Flux.just(
                ZmqMessage.of("one"),
                ZmqMessage.of("two", "", "frames"),
                ZmqMessage.of(""),
                ZmqMessage.of(LARGE)));

    await(
        peer()
            .send(older.greeting(PULL, ""))
            .expect(older.ours(PUSH, ""))
            .waitFor("the send", sent.subscribeOn(Schedulers.parallel()))
            .expect(older.message("one"), older.message("two", "", "frames"))
            .expect(older.message(""), older.message(LARGE)));
  }

  @ParameterizedTest
  @EnumSource
  void wePullWhatItPushes(Older older) {
    PullSocket pull = meet(older, zmq.pull());
    String[] sizes = {"x".repeat(252), "x".repeat(253), "x".repeat(254), "x".repeat(255), LARGE};

    await(
        peer()
            .send(
                older.greeting(PUSH, ""), older.message("one"), older.message("two", "", "frames"))
            .send(older.message(""), older.message(sizes))
            .expect(older.ours(PULL, "")));

    List<ZmqMessage> received = await(pull.receive().take(4).collectList());
    assertThat(received)
        .containsExactly(
            ZmqMessage.of("one"),
            ZmqMessage.of("two", "", "frames"),
            ZmqMessage.of(""),
            ZmqMessage.of(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]));
  }

  @ParameterizedTest
  @EnumSource
  void everythingMayComeByteByByte(Older older) {
    PullSocket pull = meet(older, zmq.pull());

    await(peer().sendInPieces(1, older.greeting(PUSH, "me"), older.message("byte", "by", "byte")));

    assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("byte", "by", "byte"));
  }

  // Exclusive pair.

  @ParameterizedTest
  @EnumSource
  void pairsTalk(Older older) {
    PairSocket pair = meet(older, zmq.pair());

    await(
        peer()
            .send(older.greeting(PAIR, ""), older.message("ping"))
            .expect(older.ours(PAIR, ""))
            .waitFor("the answer", pair.send(pair.receive().next()))
            .expect(older.message("ping")));
  }

  // Request-reply.

  @ParameterizedTest
  @EnumSource
  void dealersTalkAndTellTheirIdentities(Older older) {
    DealerSocket dealer = meet(older, zmq.dealer().routingId(RoutingId.of("our-name")));

    await(
        peer()
            .send(older.greeting(DEALER, "its-name"), older.message("hello", "dealer"))
            .expect(older.ours(DEALER, "our-name"))
            .waitFor("the answer", dealer.send(ZmqMessage.of("", "answer")))
            .expect(older.message("", "answer")));

    ZmqMessage received = await(dealer.receive().next());
    assertThat(received).isEqualTo(ZmqMessage.of("hello", "dealer"));
    PeerMetadata peer = received.peer();
    assertThat(peer).isNotNull();
    assertThat(peer.identity()).isEqualTo("its-name".getBytes(StandardCharsets.UTF_8));
    assertThat(peer.socketType()).isEqualTo(older.is1() ? null : SocketType.DEALER);
    assertThat(peer.property("Socket-Type")).isEqualTo(older.is1() ? null : "DEALER");
    assertThat(events.await(HandshakeSucceeded.class).peerType()).isEqualTo(peer.socketType());
  }

  @ParameterizedTest
  @EnumSource
  void aRouterAddressesItByItsIdentity(Older older) {
    RouterSocket router = meet(older, zmq.router());
    await(peer().send(older.greeting(DEALER, "its-name"), older.message("hello")));

    RoutedMessage hello = await(router.receive().next());
    assertThat(hello.peer()).isEqualTo(RoutingId.of("its-name"));
    await(router.send(new RoutedMessage(RoutingId.of("its-name"), ZmqMessage.of("a", "b"))));

    await(peer().expect(older.ours(ROUTER, "")).expect(older.message("a", "b")));
  }

  @ParameterizedTest
  @EnumSource
  void aRouterAddressesItByAGeneratedIdIfItHasNone(Older older) {
    RouterSocket router = meet(older, zmq.router());
    await(peer().send(older.greeting(REQ, ""), older.message("", "question")));

    RoutedMessage question = await(router.receive().next());
    await(router.send(question.reply(ZmqMessage.of("", "answer"))));

    await(peer().expect(older.ours(ROUTER, "")).expect(older.message("", "answer")));
  }

  @ParameterizedTest
  @EnumSource
  void itRepliesToOurRequest(Older older) {
    ReqSocket req = meet(older, zmq.req());
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("question")));

    await(
        peer()
            .send(older.greeting(REP, ""))
            .expect(older.ours(REQ, ""))
            .expect(older.message("", "question"))
            .send(older.message("", "answer")));

    assertThat(await(reply)).isEqualTo(ZmqMessage.of("answer"));
  }

  @ParameterizedTest
  @EnumSource
  void weReplyToItsRequest(Older older) {
    RepSocket rep = meet(older, zmq.rep());
    keep(rep.reply(question -> Mono.just(ZmqMessage.of(question.text() + "!"))).subscribe());

    await(
        peer()
            .send(older.greeting(REQ, ""), older.message("", "question"))
            .expect(older.ours(REP, ""))
            .expect(older.message("", "question!")));
  }

  // What older versions have not.

  /** Not even a PING: it would be a message to them. */
  @ParameterizedTest
  @EnumSource
  void itIsNotAskedForSignsOfLife(Older older) {
    Duration often = Duration.ofMillis(10);
    meet(older, zmq.pull().heartbeatInterval(often).heartbeatTimeout(often));

    await(
        peer()
            .send(older.greeting(PUSH, ""))
            .expect(older.ours(PULL, ""))
            .expectSilence(Duration.ofMillis(200)));
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ZMTP_2_0_COMES", "ZMTP_2_0_IS_VISITED"})
  void aCommandCostsItsConnection(Older older) {
    meet(older, zmq.pull());

    await(
        peer().send(older.greeting(PUSH, ""), ZmtpBytes.ping(0, new byte[0])).discardUntilClose());

    assertThat(rule(events.await(Disconnected.class).cause())).isEqualTo(Rule.MALFORMED_FRAME);
  }

  // What holds for every peer.

  @ParameterizedTest
  @EnumSource
  void aMessageThatIsTooLargeCostsItsConnection(Older older) {
    meet(older, zmq.pull().maxMessageSize(5));

    await(
        peer()
            .send(older.greeting(PUSH, ""), older.message("123", "45"), older.message("123", "456"))
            .discardUntilClose());

    assertThat(rule(events.await(Disconnected.class).cause())).isEqualTo(Rule.MESSAGE_TOO_LARGE);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageOfTooManyFramesCostsItsConnection(Older older) {
    meet(older, zmq.pull().maxFrames(2));

    await(peer().send(older.greeting(PUSH, ""), older.message("", "", "")).discardUntilClose());

    assertThat(rule(events.await(Disconnected.class).cause())).isEqualTo(Rule.TOO_MANY_FRAMES);
  }

  @ParameterizedTest
  @EnumSource(names = {"ZMTP_2_0_COMES", "ZMTP_2_0_IS_VISITED"})
  void aTypeThatDoesNotGoWithOursIsRefused(Older older) {
    meet(older, zmq.pull().reconnectInterval(Duration.ofMillis(-1)));

    await(peer().send(older.greeting(DEALER, "")).discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(rule(failed.cause())).isEqualTo(Rule.INCOMPATIBLE_SOCKET_TYPE);
    assertThat(failed.cause()).hasMessageContaining("a PULL socket talks to PUSH");
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatStopsInTheMiddleIsNoPeerYet(Older older) {
    meet(older, zmq.pull().reconnectInterval(Duration.ofMillis(-1)));
    byte[] greeting = older.greeting(PUSH, "name");

    await(peer().send(Arrays.copyOf(greeting, greeting.length - 1)).close());

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatStopsInTheMiddleIsWaitedForNoLongerThanAnyOther(Older older) {
    meet(
        older,
        zmq.pull()
            .handshakeTimeout(Duration.ofMillis(100))
            .reconnectInterval(Duration.ofMillis(-1)));
    byte[] greeting = older.greeting(PUSH, "name");

    await(peer().send(Arrays.copyOf(greeting, greeting.length - 1)).discardUntilClose());

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
  }

  private static Rule rule(Throwable cause) {
    assertThat(cause).isInstanceOf(ProtocolException.class);
    return ((ProtocolException) cause).rule();
  }
}
