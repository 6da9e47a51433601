package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.ready;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * Who is let in without a security mechanism: whoever an authenticator lets in by its address
 * (libzmq: test_security_null, test_security_no_zap_handler).
 */
class NullLetInTest extends Scene {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private static final ZapAuthenticator IN_DOMAIN_TEST =
      request ->
          Mono.just(
              request.domain().equals("TEST")
                  ? ZapReply.accepted("anonymous")
                  : ZapReply.refused("BAD DOMAIN"));

  private static final ZapAuthenticator NOBODY = request -> Mono.just(ZapReply.refused("nobody"));

  private static final String CLIENT =
      """
      client = context.socket(zmq.PUSH)
      monitor = client.get_monitor_socket()
      client.connect(sys.argv[1])
      while True:
          say(*next_event(monitor))
      """;

  private static final String SERVER =
      """
      made = ThreadAuthenticator(context)
      made.start()
      made.deny("127.0.0.1")
      server = context.socket(zmq.PULL)
      server.zap_domain = b"TEST"
      monitor = server.get_monitor_socket()
      listen(server, "tcp://127.0.0.1:*")
      while True:
          say(*next_event(monitor))
      """;

  private final Events events = new Events();
  private final Events clientEvents = new Events();

  // Let in.

  @Test
  void withoutADomainAndAnAuthenticatorNobodyIsJudged() {
    delivers(zmq.pull(), zmq.push());
  }

  @Test
  void theRightDomainIsLetIn() {
    PeerMetadata peer =
        delivers(zmq.pull().zapDomain("TEST").authenticator(IN_DOMAIN_TEST), zmq.push());

    assertThat(peer.userId()).isEqualTo("anonymous");
  }

  @Test
  void theAuthenticatorIsToldTheAddressAndNoCredentials() {
    List<ZapRequest> requests = new CopyOnWriteArrayList<>();
    ZapAuthenticator watching =
        request -> {
          requests.add(request);
          return Mono.just(ZapReply.accepted("ann", Map.of("X-Group", "admins")));
        };
    PeerMetadata peer = delivers(zmq.pull().authenticator(watching), zmq.push());

    assertThat(peer.userId()).isEqualTo("ann");
    assertThat(peer.property("X-Group")).isEqualTo("admins");
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).mechanism()).isEqualTo("NULL");
    assertThat(requests.get(0).credentials()).isEmpty();
    assertThat(requests.get(0).address()).isEqualTo(peer.address());
  }

  @Test
  void bothSidesMayJudge() {
    ZapAuthenticator here = ZapAuthenticator.allowedAddresses(Set.of(HERE));

    delivers(zmq.pull().authenticator(here), zmq.push().authenticator(here));
  }

  /** libzmq: test_no_zap_handler. */
  @Test
  void aDomainWithoutAnAuthenticatorKeepsNobodyOut() {
    delivers(zmq.pull().zapDomain("TEST"), zmq.push());
  }

  @Test
  void aJudgeMayTakeItsTime() {
    ZapAuthenticator slow =
        request -> Mono.delay(Duration.ofMillis(50)).thenReturn(ZapReply.accepted("ann"));

    delivers(zmq.pull().authenticator(slow), zmq.push().authenticator(slow));
  }

  /** The addresses first, then the mechanism's own judge, whose answer counts. */
  @Test
  void withAMechanismBothHaveToLetIn() {
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one"));
    PullSpec server =
        zmq.pull()
            .authenticator(ZapAuthenticator.allowedAddresses(Set.of(HERE)))
            .plainServer(users);

    assertThat(delivers(server, zmq.push().plain("ann", "one")).userId()).isEqualTo("ann");
    refusedForGood(server, zmq.push().plain("ann", "two"));
    refusedForGood(
        server.authenticator(ZapAuthenticator.deniedAddresses(Set.of(HERE))),
        zmq.push().plain("ann", "one"));
  }

  /** And is judged by its key too: one authenticator is enough for any mechanism. */
  @Test
  void aMechanismWithoutAJudgeOfItsOwnHasThisOne() {
    CurveKeyPair server = CurveKeyPair.generate();
    CurveKeyPair friend = CurveKeyPair.generate();
    PullSpec judging =
        zmq.pull()
            .curveServer(server)
            .authenticator(ZapAuthenticator.publicKeys(Set.of(friend.publicKey())));

    delivers(judging, zmq.push().curve(friend, server.publicKey()));
    refusedForGood(judging, zmq.push().curve(CurveKeyPair.generate(), server.publicKey()));
  }

  private PeerMetadata delivers(PullSpec server, PushSpec client) {
    PullSocket pull = open(server.bind(Anywhere.endpoint()));
    PushSocket push = open(client.connect(address(pull)));
    await(push.send(ZmqMessage.of("hello")));
    ZmqMessage hello = await(pull.receive().next());
    assertThat(hello.text()).isEqualTo("hello");
    assertThat(hello.peer()).isNotNull();
    assertThat(await(pull.peers()).get(0).peer().userId()).isEqualTo(hello.peer().userId());
    return hello.peer();
  }

  // Refused.

  @Test
  void theWrongDomainIsRefused() {
    refusedForGood(zmq.pull().zapDomain("WRONG").authenticator(IN_DOMAIN_TEST), zmq.push());
  }

  @Test
  void anAddressThatIsDeniedIsRefused() {
    refusedForGood(
        zmq.pull().authenticator(ZapAuthenticator.deniedAddresses(Set.of(HERE))), zmq.push());
  }

  @Test
  void anAddressThatIsNotAllowedIsRefused() {
    refusedForGood(
        zmq.pull().authenticator(ZapAuthenticator.allowedAddresses(Set.of())), zmq.push());
  }

  private void refusedForGood(PullSpec server, PushSpec client) {
    Events atServer = new Events();
    Events atClient = new Events();
    PullSocket pull = open(server.doOnEvent(atServer).bind(Anywhere.endpoint()));
    open(client.reconnectInterval(SOON).doOnEvent(atClient).connect(address(pull)));

    refused(atServer, atClient, 400);
    assertThat(atClient.await(ConnectAbandoned.class).cause())
        .isSameAs(atClient.await(HandshakeFailed.class).cause());
    assertThat(atClient.count(ConnectRetried.class)).isZero();
  }

  /** libzmq: test_no_zap_handler_enforce_domain. */
  @Test
  void aDomainThatIsEnforcedWithoutAnAuthenticatorKeepsEverybodyOut() {
    refusedButNotForGood(zmq.pull().zapDomain("TEST").enforceZapDomain(true), zmq.push());
    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessageContaining("domain \"TEST\" has no authenticator");
  }

  @Test
  void aDomainThatIsEnforcedKeepsEverybodyOutOfCurveToo() {
    CurveKeyPair server = CurveKeyPair.generate();

    refusedButNotForGood(
        zmq.pull().curveServer(server).zapDomain("TEST").enforceZapDomain(true),
        zmq.push().curve(CurveKeyPair.generate(), server.publicKey()));
  }

  /** libzmq: the Stonehouse pattern. */
  @Test
  void enforcingNoDomainKeepsNobodyOut() {
    CurveKeyPair server = CurveKeyPair.generate();

    delivers(zmq.pull().enforceZapDomain(true), zmq.push());
    delivers(
        zmq.pull().curveServer(server).enforceZapDomain(true),
        zmq.push().curve(CurveKeyPair.generate(), server.publicKey()));
  }

  @Test
  void aJudgeThatFailsRefusesButNotForGood() {
    refusedButNotForGood(
        zmq.pull().authenticator(request -> Mono.error(new IllegalStateException("no database"))),
        zmq.push());
  }

  private void refusedButNotForGood(PullSpec server, PushSpec client) {
    PullSocket pull = open(server.doOnEvent(events).bind(Anywhere.endpoint()));
    open(client.reconnectInterval(SOON).doOnEvent(clientEvents).connect(address(pull)));

    refused(events, clientEvents, 500);
    clientEvents.await(ConnectRetried.class);
    assertThat(clientEvents.count(ConnectAbandoned.class)).isZero();
  }

  private static void refused(Events atServer, Events atClient, int status) {
    HandshakeFailed theirs = atServer.await(HandshakeFailed.class);
    assertThat(theirs.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) theirs.cause()).status()).isEqualTo(status);
    HandshakeFailed ours = atClient.await(HandshakeFailed.class);
    assertThat(ours.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) ours.cause()).status()).isEqualTo(status);
    assertThat(atServer.count(HandshakeSucceeded.class)).isZero();
    assertThat(atClient.count(HandshakeSucceeded.class)).isZero();
  }

  @Test
  void whoIsRefusedForNowIsNotToldAndMayComeAgain() {
    AtomicInteger asked = new AtomicInteger();
    ZapAuthenticator later =
        request ->
            Mono.just(
                asked.getAndIncrement() == 0
                    ? ZapReply.refused(300, "too busy")
                    : ZapReply.accepted("ann"));
    PullSocket pull =
        open(zmq.pull().authenticator(later).doOnEvent(events).bind(Anywhere.endpoint()));
    open(zmq.push().reconnectInterval(SOON).doOnEvent(clientEvents).connect(address(pull)));

    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    clientEvents.await(HandshakeSucceeded.class);
    assertThat(((AuthenticationException) events.await(HandshakeFailed.class).cause()).status())
        .isEqualTo(300);
  }

  @Test
  void theSideThatConnectsMayRefuseToo() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    open(
        zmq.push()
            .authenticator(NOBODY)
            .reconnectInterval(SOON)
            .doOnEvent(clientEvents)
            .connect(address(pull)));

    refused(clientEvents, events, 400);
    clientEvents.await(ConnectRetried.class); // it may be another server the next time
  }

  @Test
  void aCorrectPeerIsNotDisturbedByOneThatIsRefused() {
    AtomicInteger asked = new AtomicInteger();
    ZapAuthenticator onlyTheFirst =
        request ->
            Mono.just(
                asked.getAndIncrement() == 0
                    ? ZapReply.accepted("ann")
                    : ZapReply.refused("one is enough"));
    PullSocket pull =
        open(zmq.pull().authenticator(onlyTheFirst).doOnEvent(events).bind(Anywhere.endpoint()));
    PushSocket friend = open(zmq.push().connect(address(pull)));
    await(friend.send(ZmqMessage.of("before")));

    open(zmq.push().doOnEvent(clientEvents).connect(address(pull)));
    clientEvents.await(ConnectAbandoned.class);
    await(friend.send(ZmqMessage.of("after")));

    assertThat(await(pull.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactly("before", "after");
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
  }

  // What strangers try.

  /** libzmq: test_vanilla_socket; and the two that came after ZMTP 1.0. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 00 08 00 73 6e 65 61 6b 79 00",
        "ff 00 00 00 00 00 00 00 01 7f 00 08 01 00 07 00 73 6e 65 61 6b 79",
        "ff 00 00 00 00 00 00 00 01 7f 01 08 00 00 00 06 73 6e 65 61 6b 79"
      })
  void anOlderProtocolDoesNotGoAroundTheJudge(String bytes) {
    PullSocket pull =
        open(
            zmq.pull()
                .zapDomain("WRONG")
                .minimumProtocol(ProtocolVersion.ZMTP_1_0)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    await(connect(address(pull)).script().send(hex(bytes)).discardUntilClose());

    Rule rule = rule(events.await(HandshakeFailed.class));
    assertThat(rule).isIn(Rule.SIGNATURE, Rule.VERSION);
    assertThat(metrics(pull).received()).isZero();
  }

  @Test
  void aMessageThatComesBeforeTheJudgementIsNotDelivered() {
    Sinks.One<ZapReply> judgement = Sinks.one();
    PullSocket pull =
        open(
            zmq.pull()
                .authenticator(request -> judgement.asMono())
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    await(
        connect(address(pull))
            .script()
            .send(greeting(), ready("PUSH"), message("let me in"))
            .discardUntilClose());

    assertThat(rule(events.await(HandshakeFailed.class))).isEqualTo(Rule.UNEXPECTED_COMMAND);
    judgement.tryEmitValue(ZapReply.accepted("ann"));
    assertThat(metrics(pull).received()).isZero();
    assertThat(metrics(pull).peers()).isZero();
  }

  @Test
  void whatIsRefusedIsToldNothingOfUs() {
    PullSocket pull = open(zmq.pull().authenticator(NOBODY).bind(Anywhere.endpoint()));

    await(
        connect(address(pull))
            .script()
            .send(greeting(), ready("PUSH"))
            .expectGreeting()
            .expectCommand("ERROR")
            .expectClose());
  }

  // With libzmq.

  @Test
  void aLibzmqThatIsRefusedKnowsIt() {
    PullSocket pull =
        open(zmq.pull().authenticator(NOBODY).doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = LibzmqProcess.start(CLIENT, address(pull))) {
      assertThat(outcome(libzmq)).isEqualTo("HANDSHAKE_FAILED_AUTH 400");
      assertThat(events.await(HandshakeFailed.class).reason())
          .isEqualTo(HandshakeFailure.AUTHENTICATION);
    }
  }

  @Test
  void aLibzmqThatIsLetInIsLetIn() {
    PullSocket pull =
        open(
            zmq.pull()
                .authenticator(ZapAuthenticator.allowedAddresses(Set.of(HERE)))
                .bind("tcp://127.0.0.1:*"));
    try (LibzmqProcess libzmq = LibzmqProcess.start(CLIENT, address(pull))) {
      assertThat(outcome(libzmq)).startsWith("HANDSHAKE_SUCCEEDED");
    }
  }

  @Test
  void libzmqRefusesUsByOurAddress() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(SERVER)) {
      open(zmq.push().doOnEvent(clientEvents).connect(await(libzmq.line())));

      assertThat(outcome(libzmq)).isEqualTo("HANDSHAKE_FAILED_AUTH 400");
      HandshakeFailed failed = clientEvents.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
      assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
      clientEvents.await(ConnectAbandoned.class);
    }
  }

  private static String outcome(LibzmqProcess libzmq) {
    return await(
        libzmq.line().repeat().filter(event -> event.matches("(HANDSHAKE|DISCONN).*")).next(),
        () -> "an event about the handshake");
  }

  private static Rule rule(HandshakeFailed failed) {
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return ((ProtocolException) failed.cause()).rule();
  }
}
