package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * Who is let in under GSSAPI, and who is not and how that is told, with a KDC (libzmq's
 * test_security_gssapi).
 */
class GssapiLetInTest extends Scene {

  private static final GssName SERVICE = GssName.hostBased(Kdc.SERVICE);
  private static final Duration SOON = Duration.ofMillis(20);

  @RegisterExtension static final Kdc KDC = new Kdc();

  private final Events events = new Events();
  private final Events clientEvents = new Events();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoHasATicketIsLetInAndKnown(boolean plaintext) {
    PullSocket pull =
        open(zmq.pull().gssapiServer(server().plaintext(plaintext)).bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().gssapi(client("ann").plaintext(plaintext)).connect(address(pull)));

    assertThat(arrives(push, pull, "from ann").peer().userId()).isEqualTo(Kdc.principal("ann"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void creditIsNegotiatedAndGrantedInsideTheTokens(boolean plaintext) {
    PullSocket pull =
        open(
            zmq.pull()
                .gssapiServer(server().plaintext(plaintext))
                .receiveHighWaterMark(10)
                .bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().gssapi(client("ann").plaintext(plaintext)).connect(address(pull)));
    keep(push.send(Supply.endless().messages()).subscribe());

    until(push, metrics -> metrics.inFlight() == 10);
    until(pull, metrics -> metrics.waitingToReceive() == 10);

    assertThat(await(pull.receive().take(1000).count())).isEqualTo(1000);
  }

  @Test
  void aNameMayBeOfAnyType() {
    PullSocket pull =
        open(
            zmq.pull()
                .gssapiServer(
                    GssServer.of(GssName.kerberos(Kdc.principal("zmq/localhost")))
                        .subject(KDC.service()))
                .bind(Anywhere.endpoint()));
    GssClient client =
        GssClient.of(GssName.kerberos(Kdc.principal("zmq/localhost")))
            .principal(GssName.user("ann"))
            .subject(KDC.user("ann"));

    PushSocket push = open(zmq.push().gssapi(client).connect(address(pull)));

    assertThat(arrives(push, pull, "hello").text()).isEqualTo("hello");
  }

  @Test
  void whoIsNotAllowedIsToldAndDoesNotTryAgain() {
    PullSocket pull = open(serving("bob"));
    open(zmq.push().gssapi(client("ann")).doOnEvent(clientEvents).connect(address(pull)));

    AuthenticationException refused = refused(events, HandshakeFailure.AUTHENTICATION);
    assertThat(refused).hasMessageContaining(Kdc.principal("ann") + " is not allowed");
    assertThat(refused(clientEvents, HandshakeFailure.REFUSED_BY_PEER).status()).isEqualTo(400);
    clientEvents.await(ConnectAbandoned.class);
    PushSocket bob = open(zmq.push().gssapi(client("bob")).connect(address(pull)));
    assertThat(arrives(bob, pull, "from bob").peer().userId()).isEqualTo(Kdc.principal("bob"));
    events.await(HandshakeSucceeded.class);
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
  }

  @Test
  void whoHasNoTicketIsToldAndTriesAgain() {
    PullSocket pull = open(serving("ann"));
    open(
        zmq.push()
            .gssapi(GssClient.of(SERVICE).subject(new Subject()))
            .reconnectInterval(SOON)
            .reconnectIntervalMax(SOON)
            .doOnEvent(clientEvents)
            .connect(address(pull)));

    refused(clientEvents, HandshakeFailure.AUTHENTICATION);
    clientEvents.await(HandshakeFailed.class, 2);
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.CLOSED);
  }

  @Test
  void theEventLoopGoesOnWhileTheKdcIsSilent() {
    PullSocket pull = open(serving("ann"));
    GssClient ann = client("ann");
    ZmqContext single = keep(ZmqContext.builder().ioThreads(1).build());
    PullSocket other = open(single.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(single.push().connect(address(other)));

    KDC.silently(
        () -> {
          open(single.push().gssapi(ann).doOnEvent(clientEvents).connect(address(pull)));
          clientEvents.await(Connected.class);
          for (int i = 0; i < 10; i++) {
            assertThat(arrives(push, other, "still here").text()).isEqualTo("still here");
          }
          assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();
        });

    clientEvents.await(HandshakeSucceeded.class);
  }

  @Test
  void aServiceThatKerberosDoesNotKnowIsNotTalkedTo() {
    PullSocket pull = open(serving("ann"));
    GssClient lost = GssClient.of(GssName.hostBased("nobody@localhost")).subject(KDC.user("ann"));
    open(zmq.push().gssapi(lost).doOnEvent(clientEvents).connect(address(pull)));

    assertThat(refused(clientEvents, HandshakeFailure.AUTHENTICATION))
        .hasMessageContaining("not found in Kerberos database");
  }

  @Test
  void aTicketForAnotherServiceIsRefused() {
    PullSocket pull = open(serving("ann"));
    GssClient lost = GssClient.of(GssName.hostBased(Kdc.OTHER_SERVICE)).subject(KDC.user("ann"));
    open(zmq.push().gssapi(lost).doOnEvent(clientEvents).connect(address(pull)));

    refused(events, HandshakeFailure.AUTHENTICATION);
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  @Test
  void aServerWithoutAKeyLetsNobodyIn() {
    PullSocket pull =
        open(
            zmq.pull()
                .gssapiServer(GssServer.of(SERVICE).subject(new Subject()))
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    open(zmq.push().gssapi(client("ann")).connect(address(pull)));

    refused(events, HandshakeFailure.AUTHENTICATION);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whetherTrafficIsEncryptedMustBeTheSameOnBothSides(boolean serverIsPlain) {
    PullSocket pull =
        open(zmq.pull().gssapiServer(server().plaintext(serverIsPlain)).bind(Anywhere.endpoint()));
    open(
        zmq.push()
            .gssapi(client("ann").plaintext(!serverIsPlain))
            .doOnEvent(clientEvents)
            .connect(address(pull)));

    HandshakeFailed failed = clientEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(((ProtocolException) failed.cause()).rule()).isEqualTo(Rule.UNEXPECTED_COMMAND);
    assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();
  }

  /** test_null_creds, test_plain_creds. */
  @ParameterizedTest
  @ValueSource(strings = {"NULL", "PLAIN"})
  void otherMechanismsAreRefused(String mechanism) {
    ZmtpPeer peer = connect(address(open(serving("ann"))));

    await(peer.script().send(greeting(3, 1, mechanism, false)));

    assertThat(rule(events.await(HandshakeFailed.class))).isEqualTo(Rule.MECHANISM_MISMATCH);
  }

  /** test_vanilla_socket. */
  @Test
  void aPeerOfAnOlderProtocolIsRefused() {
    PullSocket pull = open(serving("ann"));
    ZmtpPeer peer = connect(address(pull));

    await(peer.script().send(new byte[] {1, 0, 8, 0, 's', 'n', 'e', 'a', 'k', 'y', 0}));

    assertThat(rule(events.await(HandshakeFailed.class))).isIn(Rule.SIGNATURE, Rule.VERSION);
  }

  @Test
  void aTokenThatIsNoneIsRefusedAndDisturbsNobody() {
    PullSocket pull = open(serving("ann"));
    PushSocket push = open(zmq.push().gssapi(client("ann")).connect(address(pull)));
    arrives(push, pull, "before");
    ZmtpPeer peer = connect(address(pull));

    byte[] token = token("no token".getBytes(StandardCharsets.UTF_8));
    await(peer.script().send(concat(greeting(3, 1, "GSSAPI", false), command("INITIATE", token))));

    refused(events, HandshakeFailure.AUTHENTICATION);
    assertThat(arrives(push, pull, "after").text()).isEqualTo("after");
  }

  /** test_unauth_creds; libzmq takes ERROR, which its GSSAPI has not, for a broken protocol. */
  @Test
  void whoUsesLibzmqAndIsNotAllowedIsRefused() {
    PullSocket pull = open(serving("bob"));
    try (LibzmqProcess libzmq = libzmqClient(pull, "ann")) {
      refused(events, HandshakeFailure.AUTHENTICATION);
      assertThat(outcome(libzmq)).startsWith("HANDSHAKE_FAILED_PROTOCOL");
    }
    try (LibzmqProcess libzmq = libzmqClient(pull, "bob")) {
      assertThat(outcome(libzmq)).startsWith("HANDSHAKE_SUCCEEDED");
      ZmqMessage message = await(pull.receive().next());
      assertThat(message.text()).isEqualTo("from libzmq");
      assertThat(message.peer().userId()).isEqualTo(Kdc.principal("bob"));
    }
  }

  @Test
  void libzmqRefusesATicketForAnotherService() {
    try (LibzmqProcess libzmq = libzmqServer("PULL")) {
      GssClient lost = GssClient.of(GssName.hostBased(Kdc.OTHER_SERVICE)).subject(KDC.user("ann"));
      String endpoint = await(libzmq.line());
      open(
          zmq.push()
              .gssapi(lost)
              .handshakeTimeout(Duration.ofSeconds(2))
              .doOnEvent(clientEvents)
              .connect(endpoint));

      assertThat(clientEvents.await(HandshakeFailed.class).reason())
          .isIn(HandshakeFailure.CLOSED, HandshakeFailure.TIMEOUT);
    }
  }

  /**
   * test_pubsub_subscription: what we send under encryption libzmq 4.3.4 understands. Its own
   * subscriptions it wraps there as if they were messages, so the other way round is not possible
   * with it.
   */
  @Test
  void subscriptionsReachLibzmqEncrypted() {
    try (LibzmqProcess libzmq = libzmqServer("XPUB")) {
      String endpoint = await(libzmq.line());
      SubSocket sub = open(zmq.sub().subscribe("test").gssapi(client("ann")).connect(endpoint));

      assertThat(await(libzmq.line())).isEqualTo("0174657374");
      await(libzmq.tell("test message"));
      assertThat(await(sub.receive().next()).text()).isEqualTo("test message");
      await(sub.unsubscribe("test"));
      assertThat(await(libzmq.line())).isEqualTo("0074657374");
    }
  }

  /** test_pubsub_subscription_after_reconnect. */
  @Test
  void subscriptionsAreSentAgainAfterAReconnect() {
    PubSocket first = open(zmq.pub().gssapiServer(server()).bind(Anywhere.endpoint()));
    String endpoint = address(first);
    SubSocket sub =
        open(
            zmq.sub()
                .subscribe("test")
                .gssapi(client("ann"))
                .reconnectInterval(SOON)
                .reconnectIntervalMax(SOON)
                .connect(endpoint));
    Flux<String> received = sub.receive().map(ZmqMessage::text);
    assertThat(published(first, received, "test hello")).isEqualTo("test hello");

    await(first.disposeLater());
    PubSocket second = open(zmq.pub().gssapiServer(server()).bind(endpoint));

    assertThat(published(second, received.skipWhile("test hello"::equals), "test world"))
        .isEqualTo("test world");
  }

  /** Published again and again, since nobody can tell when a subscription has arrived. */
  private static String published(PubSocket pub, Flux<String> received, String text) {
    Mono<Void> sending =
        pub.send(
            Flux.interval(SOON)
                .onBackpressureDrop()
                .concatMapIterable(i -> List.of(ZmqMessage.of("other"), ZmqMessage.of(text))));
    return await(received.next().mergeWith(sending.cast(String.class)).next());
  }

  private PullSpec serving(String user) {
    return zmq.pull()
        .gssapiServer(server(), ZapAuthenticator.principals(Set.of(Kdc.principal(user))))
        .doOnEvent(events)
        .bind(Anywhere.endpoint());
  }

  private static GssServer server() {
    return GssServer.of(SERVICE).subject(KDC.service());
  }

  private static GssClient client(String user) {
    return GssClient.of(SERVICE).subject(KDC.user(user));
  }

  private static ZmqMessage arrives(PushSocket push, PullSocket pull, String text) {
    await(push.send(ZmqMessage.of(text)));
    return await(pull.receive().next());
  }

  private static byte[] token(byte[] token) {
    return ByteBuffer.allocate(4 + token.length).putInt(token.length).put(token).array();
  }

  private static LibzmqProcess libzmqClient(PullSocket pull, String user) {
    String script =
        """
        client = context.socket(zmq.PUSH)
        monitor = client.get_monitor_socket()
        client.setsockopt(zmq.GSSAPI_SERVICE_PRINCIPAL, b"zmq@localhost")
        client.setsockopt(zmq.GSSAPI_PRINCIPAL, sys.argv[2].encode())
        client.setsockopt(zmq.GSSAPI_PRINCIPAL_NAMETYPE, 1)
        client.connect(sys.argv[1])
        client.send(b"from libzmq")
        while True:
            say(*next_event(monitor))
        """;
    return LibzmqProcess.start(KDC.environment(), script, address(pull), user);
  }

  private static LibzmqProcess libzmqServer(String type) {
    String script =
        """
        server = socket(sys.argv[1], GSSAPI_SERVER=1, GSSAPI_PRINCIPAL=b"zmq@localhost",
            bind=ANYWHERE)
        while True:
            say(server.recv().hex())
            if sys.argv[1] == "XPUB":
                server.send(ask().encode())
        """;
    return LibzmqProcess.start(KDC.environment(), script, type);
  }

  /** The next event that tells how a connection turned out. */
  private static String outcome(LibzmqProcess libzmq) {
    return await(
        libzmq.line().repeat().filter(event -> event.matches("(HANDSHAKE|DISCONN).*")).next());
  }

  private static AuthenticationException refused(Events events, HandshakeFailure reason) {
    HandshakeFailed failed = events.await(HandshakeFailed.class, f -> f.reason() == reason);
    return (AuthenticationException) failed.cause();
  }

  private static Rule rule(HandshakeFailed failed) {
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return ((ProtocolException) failed.cause()).rule();
  }
}
