package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.security.Certificates.ANN;
import static reactor.zmtp.security.Certificates.AUTHORITY;
import static reactor.zmtp.security.Certificates.ELSEWHERE;
import static reactor.zmtp.security.Certificates.IMPOSTOR;
import static reactor.zmtp.security.Certificates.OTHER_AUTHORITY;
import static reactor.zmtp.security.Certificates.client;
import static reactor.zmtp.security.Certificates.mutualServer;
import static reactor.zmtp.security.Certificates.server;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Who does not get through TLS, what both sides are told of it, and that nobody else notices. */
class TlsRefusalTest extends Scene {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final Duration SOON = Duration.ofMillis(10);

  /** The beginning of a record that never ends. */
  private static final byte[] HALF_A_HELLO = ZmtpBytes.hex("16 03 01 02 00 01 00 01 fc 03 03");

  private final Events serverEvents = new Events();
  private final Events clientEvents = new Events();

  @Test
  void aServerOfAnUnknownAuthorityIsRefused() {
    PullSocket pull = serve(zmq.pull().tls(server()));

    refused(pull, zmq.push().tls(client(OTHER_AUTHORITY, context -> {})));

    assertThat(clientEvents.await(HandshakeFailed.class).cause())
        .hasMessageContaining("certification path");
    assertThat(serverEvents.await(HandshakeFailed.class).cause())
        .hasMessageContaining("certificate_unknown");
    others(pull, client());
  }

  @Test
  void aClientOfAnUnknownAuthorityIsRefused() {
    PullSocket pull = serve(zmq.pull().tls(mutualServer()));

    refused(pull, zmq.push().tls(client(IMPOSTOR)));

    assertThat(serverEvents.await(HandshakeFailed.class).cause()).hasMessageContaining("PKIX");
    others(pull, client(ANN));
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhereOneIsRequired() {
    PullSocket pull = serve(zmq.pull().tls(mutualServer()));

    refused(pull, zmq.push().tls(client()));

    others(pull, client(ANN));
  }

  /** In TLS 1.2 the client's certificate is judged before the client's handshake is over. */
  @Test
  void theSameInTls12() {
    PullSocket pull = serve(zmq.pull().tls(mutualServer()));

    refused(pull, zmq.push().tls(client(AUTHORITY, context -> context.protocols("TLSv1.2"))));

    others(pull, client(ANN));
  }

  @Test
  void aServerOfAnotherNameIsRefused() {
    PullSocket pull = serve(zmq.pull().tls(server(ELSEWHERE, context -> {})));

    refused(pull, zmq.push().tls(client()));

    assertThat(clientEvents.await(HandshakeFailed.class).cause()).hasMessageContaining("127.0.0.1");
  }

  private void refused(PullSocket pull, PushSpec spec) {
    PushSocket push = connect(spec, pull);
    for (Events events : new Events[] {serverEvents, clientEvents}) {
      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).as(failed.toString()).isEqualTo(HandshakeFailure.TLS);
      assertThat(failed.cause()).hasCauseInstanceOf(SSLException.class);
    }
    clientEvents.await(ConnectRetried.class);
    assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();
    assertThat(serverEvents.count(HandshakeSucceeded.class)).isZero();
    await(push.disposeLater());
  }

  /** Who is welcome is welcome all the same. */
  private void others(PullSocket pull, SslProvider tls) {
    Events events = new Events();
    PushSocket friend = open(zmq.push().tls(tls).doOnEvent(events).connect(address(pull)));
    await(friend.send(ZmqMessage.of("from a friend")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("from a friend");
    assertThat(events.count(HandshakeFailed.class)).isZero();
    assertThat(serverEvents.count(HandshakeSucceeded.class)).isEqualTo(1);
  }

  // TLS on one side only.

  @Test
  void aPeerWithoutTlsIsRefusedAndNobodyElseIsDisturbed() {
    PullSocket pull = serve(zmq.pull().tls(server()));
    Events friendsEvents = new Events();
    PushSocket friend =
        open(zmq.push().tls(client()).doOnEvent(friendsEvents).connect(address(pull)));
    await(friend.send(ZmqMessage.of("before")));

    connect(zmq.push(), pull);

    HandshakeFailed atServer = serverEvents.await(HandshakeFailed.class);
    assertThat(atServer.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(atServer.cause()).hasMessageContaining("does not speak TLS");
    // It may be told so by TLS, which to it is no greeting.
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isIn(HandshakeFailure.CLOSED, HandshakeFailure.PROTOCOL);
    await(friend.send(ZmqMessage.of("after")));
    assertThat(await(pull.receive().map(ZmqMessage::text).take(2).collectList()))
        .containsExactly("before", "after");
    assertThat(friendsEvents.count(Disconnected.class)).isZero();
  }

  @Test
  void aPeerWithTlsIsRefusedWhereThereIsNone() {
    PullSocket pull = serve(zmq.pull());
    PushSocket friend = open(zmq.push().connect(address(pull)));
    await(friend.send(ZmqMessage.of("before")));

    connect(zmq.push().tls(client()), pull);

    HandshakeFailed atServer = serverEvents.await(HandshakeFailed.class);
    assertThat(((ProtocolException) atServer.cause()).rule()).isEqualTo(Rule.SIGNATURE);
    assertThat(atServer.cause()).hasMessageContaining("looks like TLS");
    HandshakeFailed atClient = clientEvents.await(HandshakeFailed.class);
    assertThat(atClient.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(atClient.cause()).hasMessageContaining("does not speak TLS");
    await(friend.send(ZmqMessage.of("after")));
    assertThat(await(pull.receive().map(ZmqMessage::text).take(2).collectList()))
        .containsExactly("before", "after");
  }

  @Test
  void allThatWasSentInTheClearIsNotInTheEvent() {
    PullSocket pull = serve(zmq.pull().tls(server()));
    await(connect(address(pull)).script().send(new byte[60_000]).discardUntilClose());

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(failed.toString().length()).isLessThan(1000);
  }

  // Time, and how many at a time.

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTlsHandshakeThatStopsHalfWayMeetsTheDeadline(boolean sni) {
    SslProvider provider =
        sni
            ? SslProvider.builder()
                .sslContext(Certificates.serverContext(ELSEWHERE, context -> {}))
                .addSniMapping(
                    "localhost",
                    spec ->
                        spec.sslContext(
                            Certificates.serverContext(Certificates.SERVER, context -> {})))
                .build()
            : server();
    PullSocket pull = serve(zmq.pull().tls(provider).handshakeTimeout(Duration.ofMillis(100)));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().send(HALF_A_HELLO).discardUntilClose());

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause()).hasMessageContaining("100 ms").hasMessageContaining("as TLS");
  }

  /** The provider's own deadline, which is for TLS alone. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDeadlineOfTheProviderHoldsToo(boolean sni) {
    SslProvider.Builder provider =
        SslProvider.builder()
            .sslContext(Certificates.serverContext(ELSEWHERE, context -> {}))
            .handshakeTimeout(Duration.ofMillis(50));
    if (sni) {
      provider.addSniMapping(
          "localhost",
          spec -> spec.sslContext(Certificates.serverContext(Certificates.SERVER, context -> {})));
    }
    PullSocket pull = serve(zmq.pull().tls(provider.build()));
    await(connect(address(pull)).script().send(HALF_A_HELLO).discardUntilClose());

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause()).hasMessageContaining("50ms");
  }

  @Test
  void aPeerThatSaysNothingToAClientMeetsTheDeadline() {
    var listener = listen();
    open(
        zmq.push()
            .tls(client())
            .handshakeTimeout(Duration.ofMillis(100))
            .doOnEvent(clientEvents)
            .connect(listener.endpoint()));

    HandshakeFailed failed = clientEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause()).hasMessageContaining("as TLS");
    clientEvents.await(ConnectRetried.class);
  }

  /** One deadline is for both handshakes: TLS does not begin it anew. */
  @Test
  void aPeerThatSaysNothingOverTlsMeetsTheDeadline() {
    PullSocket pull = serve(zmq.pull().tls(server()).handshakeTimeout(Duration.ofMillis(500)));
    var mute = open(zmq.stream().tls(client()).notify(false).doOnEvent(clientEvents));
    await(mute.connectPeer(address(pull)));
    clientEvents.await(HandshakeSucceeded.class); // which to a stream is TLS alone

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(failed.cause()).hasMessageContaining("as its greeting");
  }

  @Test
  void aPeerThatGoesDuringTheTlsHandshakeWasClosed() {
    PullSocket pull = serve(zmq.pull().tls(server()));
    ZmtpPeer hasty = connect(address(pull));
    await(hasty.script().send(HALF_A_HELLO).close());

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failed.cause()).hasMessageContaining("before the TLS handshake was complete");
  }

  @Test
  void tlsHandshakesCountAsHandshakes() {
    PullSocket pull = serve(zmq.pull().tls(server()).maxHandshakes(1));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().send(HALF_A_HELLO));

    ZmtpPeer tooMany = connect(address(pull));
    await(tooMany.script().discardUntilClose());

    assertThat(serverEvents.await(AcceptFailed.class).cause())
        .hasMessageContaining("maxHandshakes");
    await(slow.script().close());
    serverEvents.await(HandshakeFailed.class);
    others(pull, client());
  }

  @Test
  void aRefusalCountsForTheBackoff() {
    PullSocket pull = serve(zmq.pull().tls(server()));
    open(
        zmq.push()
            .tls(client(OTHER_AUTHORITY, context -> {}))
            .reconnectInterval(Duration.ofMillis(2))
            .doOnEvent(clientEvents)
            .connect(address(pull)));

    ConnectRetried first = clientEvents.await(ConnectRetried.class, 1);
    ConnectRetried fifth = clientEvents.await(ConnectRetried.class, 5);

    assertThat(fifth.delay()).isGreaterThan(first.delay().multipliedBy(2));
    assertThat(fifth.cause()).hasMessageContaining("certification path");
  }

  @Test
  void aRefusalIsAFailedHandshakeForReconnectStop() {
    PullSocket pull = serve(zmq.pull().tls(server()));
    open(
        zmq.push()
            .tls(client(OTHER_AUTHORITY, context -> {}))
            .reconnectStop(ReconnectStop.HANDSHAKE_FAILED)
            .doOnEvent(clientEvents)
            .connect(address(pull)));

    clientEvents.await(ConnectAbandoned.class);
    assertThat(clientEvents.count(ConnectRetried.class)).isZero();
  }

  /** A fault in what the user gives is told, and takes nothing with it. */
  @Test
  void aProviderThatThrowsRefuses() {
    SslProvider faulty =
        SslProvider.addHandlerConfigurator(
            server(),
            handler -> {
              throw new IllegalStateException("no such cipher");
            });
    PullSocket pull = serve(zmq.pull().tls(faulty));
    await(connect(address(pull)).script().discardUntilClose().onErrorComplete());

    HandshakeFailed failed = serverEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(failed.cause()).hasMessageContaining("no such cipher");
  }

  private PullSocket serve(PullSpec spec) {
    return open(spec.doOnEvent(serverEvents).bind(ANY));
  }

  private PushSocket connect(PushSpec spec, PullSocket pull) {
    return open(spec.reconnectInterval(SOON).doOnEvent(clientEvents).connect(address(pull)));
  }
}
