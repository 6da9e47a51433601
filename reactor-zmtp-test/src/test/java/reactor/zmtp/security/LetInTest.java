package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * Who is let in and who is refused, told on both sides; and that a correct peer beside a refused
 * one is not disturbed (libzmq: test_security_plain, test_security_curve, test_security_zap).
 */
class LetInTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair FRIEND = CurveKeyPair.generate();
  private static final CurveKeyPair STRANGER = CurveKeyPair.generate();
  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir Path certificates;

  private final Events serverEvents = new Events();
  private final Events clientEvents = new Events();

  private final ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one"));
  private final ZapAuthenticator friends = ZapAuthenticator.publicKeys(Set.of(FRIEND.publicKey()));

  // Let in.

  @Test
  void whoIsLetInIsKnownByItsUserId() {
    PullSocket pull = serve(zmq.pull().plainServer(users));
    send(zmq.push().plain("ann", "one"), pull);

    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo("ann");
  }

  @Test
  void whoIsLetInByItsKeyIsKnownByIt() {
    PullSocket pull = serve(zmq.pull().curveServer(SERVER, friends));
    send(zmq.push().curve(FRIEND, SERVER.publicKey()), pull);

    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo(FRIEND.publicKey().toZ85());
  }

  @Test
  void withoutAnAuthenticatorWhoeverKnowsTheServersKeyIsLetInAndNobodyIsKnown() {
    PullSocket pull = serve(zmq.pull().curveServer(SERVER));
    send(zmq.push().curve(STRANGER, SERVER.publicKey()), pull);

    assertThat(await(pull.receive().next()).peer().userId()).isNull();
  }

  @Test
  void theAuthenticatorsMetadataIsToldAndCannotBeContradicted() {
    ZapAuthenticator admins =
        request -> Mono.just(ZapReply.accepted("ann", Map.of("X-Group", "admins")));
    PullSocket pull = serve(zmq.pull().plainServer(admins));
    send(zmq.push().plain("", "").metadata("x-group", "mine").metadata("X-Zone", "eu"), pull);

    PeerMetadata peer = await(pull.receive().next()).peer();
    assertThat(peer.property("X-Group")).isEqualTo("admins");
    assertThat(peer.property("X-Zone")).isEqualTo("eu");
    assertThat(peer.property("User-Id")).isEqualTo("ann");
    assertThat(peer.properties()).doesNotContainKey("x-group");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorOfTheAuthenticatorRefusesThatPeerAlone(boolean atOnce) {
    ZapAuthenticator broken =
        request -> {
          if (request.username().equals("ann")) {
            return users.authenticate(request);
          }
          if (atOnce) {
            throw new NoSuchFieldError("of the authenticator");
          }
          return Mono.error(new NoSuchFieldError("of the authenticator"));
        };
    PullSocket pull = serve(zmq.pull().plainServer(broken));
    open(zmq.push().plain("bob", "two").doOnEvent(clientEvents).connect(address(pull)));
    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    send(zmq.push().plain("ann", "one"), pull);

    assertThat(failed.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(failed.cause()).hasMessageContaining("NoSuchFieldError");
    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo("ann");
    clientEvents.await(ConnectRetried.class);
  }

  @Test
  void theAuthenticatorIsToldWhoAsks() {
    List<ZapRequest> requests = new CopyOnWriteArrayList<>();
    ZapAuthenticator watching =
        request -> {
          requests.add(request);
          return users.authenticate(request);
        };
    var dealer =
        open(
            zmq.dealer()
                .routingId(RoutingId.of("me"))
                .zapDomain("realm")
                .plainServer(watching)
                .bind("tcp://127.0.0.1:*"));
    open(zmq.dealer().plain("ann", "one").doOnEvent(clientEvents).connect(address(dealer)));
    clientEvents.await(HandshakeSucceeded.class);

    assertThat(requests).hasSize(1);
    ZapRequest request = requests.get(0);
    assertThat(request.mechanism()).isEqualTo("PLAIN");
    assertThat(request.domain()).isEqualTo("realm");
    assertThat(request.identity()).isEqualTo(RoutingId.of("me").bytes());
    assertThat(request.username()).isEqualTo("ann");
    assertThat(((InetSocketAddress) request.address()).getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void theServerMayBeTheSideThatConnects() {
    PullSocket pull = open(zmq.pull().curve(FRIEND, SERVER.publicKey()).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().curveServer(SERVER, friends).connect(address(pull)));
    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  @Test
  void anAnswerMayComeLateAndFromAnotherThread() {
    ZapAuthenticator slow =
        request ->
            Mono.delay(Duration.ofMillis(50), Schedulers.parallel())
                .then(users.authenticate(request));
    PullSocket pull = serve(zmq.pull().plainServer(slow));
    send(zmq.push().plain("ann", "one"), pull);

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  @Test
  void certificatesMayComeAndGoWhileTheSocketLives() throws IOException {
    PullSocket pull =
        serve(zmq.pull().curveServer(SERVER, ZapAuthenticator.certificates(certificates)));
    PushSpec push = zmq.push().curve(FRIEND, SERVER.publicKey());
    open(push.doOnEvent(clientEvents).connect(address(pull)));
    clientEvents.await(ConnectAbandoned.class);

    Path file = certificates.resolve("friend.key");
    CurveCertificate.of(FRIEND, Map.of("X-Team", "blue")).writePublic(file);
    Events friendEvents = new Events();
    PushSocket friend = open(push.doOnEvent(friendEvents).connect(address(pull)));
    await(friend.send(ZmqMessage.of("hello")));
    PeerMetadata peer = await(pull.receive().next()).peer();
    assertThat(peer.userId()).isEqualTo(FRIEND.publicKey().toZ85());
    assertThat(peer.property("X-Team")).isEqualTo("blue");

    Files.delete(file);
    Events lateEvents = new Events();
    open(push.doOnEvent(lateEvents).connect(address(pull)));
    lateEvents.await(ConnectAbandoned.class);
    assertThat(friendEvents.count(Disconnected.class)).isZero();
  }

  // Refused.

  @ParameterizedTest
  @ValueSource(strings = {"ann:two", "bob:one", ":", "ann:"})
  void aWrongPasswordOrAnUnknownUserIsRefusedOnceAndForAll(String credentials) {
    String[] both = credentials.split(":", 2);
    PullSocket pull = serve(zmq.pull().plainServer(users));

    refusedForGood(pull, zmq.push().plain(both[0], both[1]), zmq.push().plain("ann", "one"));
  }

  @Test
  void aKeyThatIsNotAllowedIsRefusedOnceAndForAll() {
    PullSocket pull = serve(zmq.pull().curveServer(SERVER, friends));

    refusedForGood(
        pull,
        zmq.push().curve(STRANGER, SERVER.publicKey()),
        zmq.push().curve(FRIEND, SERVER.publicKey()));
  }

  private void refusedForGood(PullSocket pull, PushSpec wrong, PushSpec right) {
    Events friendEvents = new Events();
    PushSocket friend = open(right.doOnEvent(friendEvents).connect(address(pull)));
    await(friend.send(ZmqMessage.of("before")));

    open(wrong.reconnectInterval(SOON).doOnEvent(clientEvents).connect(address(pull)));

    HandshakeFailed atServer = serverEvents.await(HandshakeFailed.class);
    assertThat(atServer.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) atServer.cause()).status()).isEqualTo(400);
    HandshakeFailed atClient = clientEvents.await(HandshakeFailed.class);
    assertThat(atClient.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) atClient.cause()).status()).isEqualTo(400);
    assertThat(clientEvents.await(ConnectAbandoned.class).cause()).isSameAs(atClient.cause());
    await(friend.send(ZmqMessage.of("after")));
    assertThat(await(pull.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactly("before", "after");
    assertThat(clientEvents.count(Connected.class)).isEqualTo(1);
    assertThat(clientEvents.count(ConnectRetried.class)).isZero();
    assertThat(serverEvents.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(friendEvents.count(Disconnected.class)).isZero();
  }

  /** The server does not say so, as RFC 26 has it: the client sees the connection close. */
  @Test
  void aClientThatHasAnotherServerInMindIsNotTalkedTo() {
    PullSocket pull = serve(zmq.pull().curveServer(SERVER, friends));
    connect(zmq.push().curve(FRIEND, STRANGER.publicKey()), pull);

    assertThat(rule(serverEvents.await(HandshakeFailed.class))).isEqualTo(Rule.CRYPTOGRAPHIC);
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    clientEvents.await(Connected.class, 3); // it may be the right server the next time
    assertThat(serverEvents.count(HandshakeSucceeded.class)).isZero();
  }

  @Test
  void mechanismsThatDifferAreRefusedOnBothSides() {
    List<PullSpec> pulls =
        List.of(zmq.pull(), zmq.pull().plainServer(users), zmq.pull().curveServer(SERVER));
    List<PushSpec> pushes =
        List.of(
            zmq.push(),
            zmq.push().plain("ann", "one"),
            zmq.push().curve(FRIEND, SERVER.publicKey()));
    for (int i = 0; i < pulls.size(); i++) {
      for (int j = 0; j < pushes.size(); j++) {
        if (i != j) {
          Events atPull = new Events();
          Events atPush = new Events();
          PullSocket pull = open(pulls.get(i).doOnEvent(atPull).bind(Anywhere.endpoint()));
          open(pushes.get(j).doOnEvent(atPush).connect(address(pull)));

          // Who sees it first closes the connection before the other one has to.
          HandshakeFailed theirs = atPull.await(HandshakeFailed.class);
          HandshakeFailed ours = atPush.await(HandshakeFailed.class);
          HandshakeFailed first = theirs.reason() == HandshakeFailure.PROTOCOL ? theirs : ours;
          assertThat(rule(first)).isEqualTo(Rule.MECHANISM_MISMATCH);
          assertThat(atPull.count(HandshakeSucceeded.class)).isZero();
          assertThat(atPush.count(HandshakeSucceeded.class)).isZero();
        }
      }
    }
  }

  @Test
  void twoClientsDoNotUnderstandEachOther() {
    PullSocket pull = serve(zmq.pull().plain("ann", "one"));
    connect(zmq.push().plain("ann", "one"), pull);

    // Who closes first is the one who says why.
    assertThat(
            Stream.of(serverEvents, clientEvents)
                .map(events -> events.await(HandshakeFailed.class))
                .filter(failed -> failed.reason() == HandshakeFailure.PROTOCOL)
                .map(LetInTest::rule))
        .isNotEmpty()
        .containsOnly(Rule.UNEXPECTED_COMMAND);
  }

  // An authenticator that does not do its work.

  @Test
  void anAuthenticatorThatFailsRefusesButNotForGood() {
    refusedWithAFault(request -> Mono.error(new IllegalStateException("no database")));
    assertThat(serverEvents.await(HandshakeFailed.class).cause())
        .hasMessageContaining("no database");
  }

  @Test
  void anAuthenticatorThatThrowsRefusesButNotForGood() {
    refusedWithAFault(
        request -> {
          throw new IllegalStateException("no database");
        });
  }

  @Test
  void anAuthenticatorWithoutAnAnswerRefusesButNotForGood() {
    refusedWithAFault(request -> Mono.empty());
    assertThat(serverEvents.await(HandshakeFailed.class).cause()).hasMessageContaining("no answer");
  }

  private void refusedWithAFault(ZapAuthenticator faulty) {
    PullSocket pull = serve(zmq.pull().plainServer(faulty));
    connect(zmq.push().plain("ann", "one"), pull);

    HandshakeFailed atServer = serverEvents.await(HandshakeFailed.class);
    assertThat(atServer.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) atServer.cause()).status()).isEqualTo(500);
    HandshakeFailed atClient = clientEvents.await(HandshakeFailed.class);
    assertThat(((AuthenticationException) atClient.cause()).status()).isEqualTo(500);
    clientEvents.await(ConnectRetried.class);
    assertThat(clientEvents.count(ConnectAbandoned.class)).isZero();
  }

  /** libzmq: test_zap_unsuccessful_status_300. */
  @Test
  void whoIsRefusedForNowIsNotToldAndMayComeAgain() {
    AtomicInteger asked = new AtomicInteger();
    ZapAuthenticator later =
        request ->
            asked.getAndIncrement() == 0
                ? Mono.just(ZapReply.refused(300, "too busy"))
                : users.authenticate(request);
    PullSocket pull = serve(zmq.pull().plainServer(later));
    connect(zmq.push().plain("ann", "one"), pull);

    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    clientEvents.await(HandshakeSucceeded.class);
    assertThat(
            ((AuthenticationException) serverEvents.await(HandshakeFailed.class).cause()).status())
        .isEqualTo(300);
  }

  @Test
  void anAuthenticatorThatNeverAnswersRefusesWhenTheHandshakeTakesTooLong() {
    PullSocket pull =
        serve(
            zmq.pull()
                .plainServer(request -> Mono.never())
                .handshakeTimeout(Duration.ofMillis(50)));
    connect(zmq.push().plain("ann", "one"), pull);

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause()).hasMessageContaining("still being authenticated");
  }

  @Test
  void thatThePeerHasGoneIsToldToTheAuthenticator() {
    Sinks.Empty<Void> asked = Sinks.empty();
    Sinks.Empty<Void> cancelled = Sinks.empty();
    ZapAuthenticator waiting =
        request ->
            Mono.<ZapReply>never()
                .doOnSubscribe(subscription -> asked.tryEmitEmpty())
                .doOnCancel(cancelled::tryEmitEmpty);
    PullSocket pull = serve(zmq.pull().plainServer(waiting));
    PushSocket push = connect(zmq.push().plain("ann", "one"), pull);
    await(asked.asMono());

    push.dispose();

    await(cancelled.asMono());
    assertThat(serverEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
  }

  @Test
  void aSocketThatIsDisposedOfWhileItJudgesIsGone() {
    Sinks.Empty<Void> asked = Sinks.empty();
    PullSocket pull =
        serve(
            zmq.pull()
                .plainServer(
                    request -> Mono.<ZapReply>never().doOnSubscribe(s -> asked.tryEmitEmpty())));
    connect(zmq.push().plain("ann", "one"), pull);
    await(asked.asMono());

    await(pull.disposeLater());
  }

  private PullSocket serve(PullSpec spec) {
    return open(spec.doOnEvent(serverEvents).bind(Anywhere.endpoint()));
  }

  private PushSocket connect(PushSpec spec, PullSocket pull) {
    return open(spec.reconnectInterval(SOON).doOnEvent(clientEvents).connect(address(pull)));
  }

  private void send(PushSpec spec, PullSocket pull) {
    await(connect(spec, pull).send(ZmqMessage.of("hello")));
  }

  private static Rule rule(HandshakeFailed failed) {
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return ((ProtocolException) failed.cause()).rule();
  }
}
