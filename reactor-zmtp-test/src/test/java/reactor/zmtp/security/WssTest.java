package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.security.Certificates.ANN;
import static reactor.zmtp.security.Certificates.client;
import static reactor.zmtp.security.Certificates.mutualServer;
import static reactor.zmtp.security.Certificates.server;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqWebSocketRoute;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** WebSocket over TLS, with the socket's certificates. */
class WssTest extends Scene {

  private static final String ANY = "wss://127.0.0.1:*/feed";

  private final Events events = new Events();

  @Test
  void manyMessagesArriveInOrder() {
    PullSocket pull = open(zmq.pull().tls(server()).bind(ANY));
    PushSocket push = open(zmq.push().tls(client()).connect(address(pull)));
    int count = 10_000;

    Mono<List<Long>> received = pull.receive().take(count).map(Supply::number).collectList();
    Mono<Void> sent = push.send(Supply.of(count).sized(100).messages());

    assertThat(address(pull)).startsWith("wss://127.0.0.1:");
    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1())
        .isEqualTo(Flux.range(0, count).map(Long::valueOf).collectList().block());
  }

  @Test
  void aLargeMessageArrivesAsItWas() {
    PairSocket one = open(zmq.pair().tls(server()).bind(ANY));
    PairSocket other = open(zmq.pair().tls(client()).connect(address(one)));
    ZmqMessage message = ZmqMessage.wrap(new byte[3_000_000], new byte[0], new byte[20_000]);

    await(one.send(message).and(other.send(message)));

    assertThat(await(one.receive().next())).isEqualTo(message);
    assertThat(await(other.receive().next())).isEqualTo(message);
  }

  @Test
  void aClientsCertificateIsItsUser() {
    PullSocket pull = open(zmq.pull().tls(mutualServer()).bind(ANY));
    PushSocket push = open(zmq.push().tls(client(ANN)).connect(address(pull)));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).peer().userId()).contains("CN=ann");
  }

  /** The server's TLS goes along with the connection. */
  @Test
  void aRouteOfAnHttpsServerHasItsTls() {
    PullSocket pull = open(zmq.pull());
    PushSocket push = open(zmq.push().tls(client(ANN)).connect(atRouteOf(pull, true)));
    ZmqMessage message = ZmqMessage.wrap(new byte[1_000_000], new byte[0]);

    await(push.send(Flux.range(0, 20).map(i -> message)));

    List<ZmqMessage> received = await(pull.receive().take(20).collectList());
    assertThat(received).containsOnly(message);
    assertThat(received.get(0).peer().userId()).contains("CN=ann");
    assertThat(received.get(0).peer().endpoint()).startsWith("wss://127.0.0.1:");
  }

  @Test
  void aSocketWithTlsHasNoRouteInTheClear() {
    PullSocket pull = open(zmq.pull().tls(server()).doOnEvent(events));
    open(zmq.push().connect(atRouteOf(pull, false)));

    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessageContaining("403 Forbidden: this socket has TLS");
  }

  private String atRouteOf(PullSocket pull, boolean secure) {
    HttpServer server = HttpServer.create().host("127.0.0.1").port(0);
    DisposableServer bound =
        keep(
            (secure ? server.secure(mutualServer()) : server)
                .route(routes -> routes.get("/feed", ZmqWebSocketRoute.of(pull)))
                .bindNow());
    return (secure ? "wss" : "ws") + "://127.0.0.1:%d/feed".formatted(bound.port());
  }

  @Test
  void withoutTlsOfItsOwnAClientTrustsWhomTheJvmTrusts() {
    PullSocket pull = open(zmq.pull().tls(server()).bind(ANY));
    open(zmq.push().doOnEvent(events).connect(address(pull)));

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(failed.cause()).hasMessageContaining("PKIX");
  }

  @Test
  void whatIsNoTlsIsRefused() {
    PullSocket pull = open(zmq.pull().tls(server()).doOnEvent(events).bind(ANY));
    String inTheClear = address(pull).replace("wss:", "ws:");
    open(zmq.push().reconnectInterval(Duration.ofMillis(-1)).connect(inTheClear));

    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessageContaining("the peer does not speak TLS");
  }

  @Test
  void aServerNeedsACertificate() {
    assertRefused(
        open(zmq.pull()).bind(ANY).then(), "right is tls with an SslProvider of a server");
  }

  @Test
  void aSocketWithTlsHasNoEndpointInTheClear() {
    PullSocket pull = open(zmq.pull().tls(server()).tls(client()));

    assertRefused(pull.bind("ws://127.0.0.1:*").then(), "right is wss://");
    assertRefused(pull.connect("ws://127.0.0.1:1").then(), "right is wss://");
  }

  private static void assertRefused(Mono<Void> endpoint, String why) {
    StepVerifier.create(endpoint)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining(why))
        .verify(PATIENCE);
  }
}
