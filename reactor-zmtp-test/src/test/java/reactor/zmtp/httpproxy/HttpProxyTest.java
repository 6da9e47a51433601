package reactor.zmtp.httpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.Certificates;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Connections through an HTTP proxy, by CONNECT. */
class HttpProxyTest extends Scene {

  private final Events events = new Events();

  private PushSpec through(ConnectProxy proxy) {
    return zmq.push().httpProxy("127.0.0.1", proxy.port()).doOnEvent(events);
  }

  private static void exchange(PushSocket push, PullSocket pull) {
    ZmqMessage message = ZmqMessage.of("through", "x".repeat(100_000));
    await(push.send(message));
    assertThat(await(pull.receive().next())).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ws://127.0.0.1:*/feed"})
  void messagesGoThroughTheProxy(String endpoint) {
    ConnectProxy proxy = keep(ConnectProxy.open());
    PullSocket pull = open(zmq.pull().bind(endpoint));

    exchange(open(through(proxy).connect(address(pull))), pull);

    int port = pull.endpoints().get(0).port();
    assertThat(proxy.asked()).containsExactly("CONNECT 127.0.0.1:" + port);
    assertThat(events.await(Connected.class).remote()).asString().endsWith(":" + proxy.port());
  }

  @Test
  void tlsIsThePeersAndNotTheProxys() {
    ConnectProxy proxy = keep(ConnectProxy.open());
    PullSocket pull = open(zmq.pull().tls(Certificates.server()).bind("wss://127.0.0.1:*"));

    exchange(open(through(proxy).tls(Certificates.client()).connect(address(pull))), pull);
  }

  @Test
  void theProxyResolvesTheName() {
    ConnectProxy proxy = keep(ConnectProxy.open());
    PullSocket pull = open(zmq.pull().bind("ws://127.0.0.1:*/feed"));
    int port = pull.endpoints().get(0).port();

    exchange(open(through(proxy).connect("ws://localhost:" + port + "/feed")), pull);

    assertThat(proxy.asked()).containsExactly("CONNECT localhost:" + port);
  }

  @Test
  void aPeerMayHaveAnIpv6Address() {
    ConnectProxy proxy = keep(ConnectProxy.open());
    PullSocket pull = open(zmq.pull().ipv6(true).bind("ws://[::1]:*"));

    exchange(open(through(proxy).ipv6(true).connect(address(pull))), pull);

    assertThat(proxy.asked()).singleElement().asString().startsWith("CONNECT [");
  }

  @Test
  void curveGoesThroughTheProxy() {
    ConnectProxy proxy = keep(ConnectProxy.open());
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull = open(zmq.pull().curveServer(server).bind("ws://127.0.0.1:*"));

    exchange(
        open(
            through(proxy)
                .curve(CurveKeyPair.generate(), server.publicKey())
                .connect(address(pull))),
        pull);
  }

  @Test
  void theProxyIsToldTheUser() {
    ConnectProxy proxy = keep(ConnectProxy.of("ann", "secret"));
    PullSocket pull = open(zmq.pull().bind("ws://127.0.0.1:*"));

    exchange(
        open(
            zmq.push()
                .httpProxy("127.0.0.1", proxy.port(), "ann", "secret")
                .connect(address(pull))),
        pull);
  }

  @Test
  void aProxyThatRefusesTheUserIsToldWithoutThePassword() {
    ConnectProxy proxy = keep(ConnectProxy.of("ann", "secret"));

    open(
        zmq.push()
            .doOnEvent(events)
            .httpProxy("127.0.0.1", proxy.port(), "ann", "wr0ng")
            .connect("ws://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("the HTTP proxy ann@127.0.0.1:" + proxy.port() + " did not connect")
        .hasMessageContaining("407 Proxy Authentication Required")
        .hasMessageNotContaining("wr0ng");
    assertThat(events.names()).doesNotContain("Connected");
  }

  @Test
  void aProxyThatForbidsThePortIsAskedAgain() {
    ConnectProxy proxy = keep(ConnectProxy.answering(HttpResponseStatus.FORBIDDEN));

    open(through(proxy).reconnectInterval(Duration.ofMillis(5)).connect("ws://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class, 3).cause())
        .hasMessageContaining("did not connect")
        .hasMessageContaining("403 Forbidden");
  }

  @Test
  void aProxyThatClosesIsTold() {
    ConnectProxy proxy = keep(ConnectProxy.closing());

    open(through(proxy).connect("ws://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class).cause()).hasMessageContaining("did not connect");
  }

  @Test
  void aProxyThatIsNotThereIsTold() {
    open(zmq.push().doOnEvent(events).httpProxy("127.0.0.1", 1).connect("ws://far.example:80"));

    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("the HTTP proxy 127.0.0.1:1 cannot be reached");
  }

  @Test
  void aConnectionThatIsLostIsMadeAgainThroughTheProxy() {
    ConnectProxy proxy = keep(ConnectProxy.open());
    PullSocket first = open(zmq.pull().bind("ws://127.0.0.1:*"));
    String endpoint = address(first);
    PushSocket push =
        open(through(proxy).reconnectInterval(Duration.ofMillis(5)).connect(endpoint));
    events.await(HandshakeSucceeded.class);
    await(first.disposeLater());

    PullSocket second = open(zmq.pull().bind(endpoint));

    events.await(HandshakeSucceeded.class, 2);
    exchange(push, second);
  }

  @Test
  void whatIsNotTcpHasNoUseForAProxy() {
    PullSocket pull = open(zmq.pull().bind("ipc://*").bind("inproc://here"));
    PushSpec nowhere = zmq.push().httpProxy("127.0.0.1", 1);

    List<String> endpoints = pull.endpoints().stream().map(e -> e.address()).toList();
    for (String endpoint : endpoints) {
      exchange(open(nowhere.connect(endpoint)), pull);
    }
  }

  @Test
  void datagramsDoNotGoAroundAProxy() {
    StepVerifier.create(
            zmq.radio().httpProxy("127.0.0.1", 1).connect("udp://127.0.0.1:5555").open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("httpProxy"))
        .verify(PATIENCE);
  }
}
