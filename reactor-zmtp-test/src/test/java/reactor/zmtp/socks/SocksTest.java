package reactor.zmtp.socks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Connections through a SOCKS5 proxy (libzmq's test_socks). */
class SocksTest extends Scene {

  private final Events events = new Events();

  private SocksServer proxy(@Nullable String user, @Nullable String password) {
    return keep(new SocksServer(user, password));
  }

  private PushSpec through(SocksServer proxy) {
    return zmq.push().socksProxy("127.0.0.1", proxy.port()).doOnEvent(events);
  }

  private static void exchange(PushSocket push, PullSocket pull) {
    await(push.send(ZmqMessage.of("through", "x".repeat(100_000))));
    assertThat(await(pull.receive().next()))
        .isEqualTo(ZmqMessage.of("through", "x".repeat(100_000)));
  }

  /** test_socks. */
  @Test
  void messagesGoThroughTheProxy() {
    SocksServer proxy = proxy(null, null);
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    exchange(open(through(proxy).connect(address(pull))), pull);

    int port = pull.endpoints().get(0).port();
    assertThat(proxy.asked()).containsExactly("IPv4 127.0.0.1:" + port);
    assertThat(events.await(Connected.class).remote()).asString().endsWith(":" + proxy.port());
    assertThat(events.count(Connected.class)).isEqualTo(1);
  }

  @Test
  void webSocketGoesThroughTheProxy() {
    SocksServer proxy = proxy(null, null);
    PullSocket pull = open(zmq.pull().bind("ws://127.0.0.1:*/feed"));
    int port = pull.endpoints().get(0).port();

    exchange(open(through(proxy).connect("ws://localhost:" + port + "/feed")), pull);

    assertThat(proxy.asked()).containsExactly("DOMAIN localhost:" + port);
  }

  /** test_socks_domainname. */
  @Test
  void theProxyResolvesTheName() {
    SocksServer proxy = proxy(null, null);
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = "tcp://localhost:" + pull.endpoints().get(0).port();

    exchange(open(through(proxy).connect(endpoint)), pull);

    assertThat(proxy.asked()).containsExactly("DOMAIN localhost:" + pull.endpoints().get(0).port());
  }

  /** test_socks_ipv6. */
  @Test
  void aPeerMayHaveAnIpv6Address() {
    SocksServer proxy = proxy(null, null);
    PullSocket pull = open(zmq.pull().ipv6(true).bind("tcp://[::1]:*"));

    exchange(open(through(proxy).ipv6(true).connect(address(pull))), pull);

    assertThat(proxy.asked()).singleElement().asString().startsWith("IPv6 ");
  }

  /** test_socks_delay: the peer may come later than the proxy is asked. */
  @Test
  void aPeerThatIsNotThereYetIsAskedForAgain() {
    SocksServer proxy = proxy(null, null);
    PullSocket before = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = address(before);
    await(before.disposeLater());
    PushSocket push =
        open(through(proxy).reconnectInterval(Duration.ofMillis(5)).connect(endpoint));
    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("the SOCKS proxy 127.0.0.1:" + proxy.port() + " did not connect");

    PullSocket pull = open(zmq.pull().bind(endpoint));

    exchange(push, pull);
  }

  @Test
  void aPeerThatRefusesTheProxyRefusesTheConnection() {
    SocksServer proxy = proxy(null, null);

    open(
        through(proxy)
            .reconnectStop(ReconnectStop.CONNECTION_REFUSED)
            .connect("tcp://127.0.0.1:1"));

    events.await(ConnectAbandoned.class);
  }

  /** test_socks_basic_auth. */
  @Test
  void theProxyIsToldTheUser() {
    SocksServer proxy = proxy("ann", "secret");
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    exchange(
        open(
            zmq.push()
                .socksProxy("127.0.0.1", proxy.port(), "ann", "secret")
                .connect(address(pull))),
        pull);
  }

  @Test
  void aProxyThatRefusesTheUserIsToldWithoutThePassword() {
    SocksServer proxy = proxy("ann", "secret");

    open(
        zmq.push()
            .doOnEvent(events)
            .socksProxy("127.0.0.1", proxy.port(), "ann", "wr0ng")
            .connect("tcp://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("the SOCKS proxy ann@127.0.0.1:" + proxy.port() + " did not connect")
        .hasMessageNotContaining("wr0ng");
    assertThat(events.names()).doesNotContain("Connected");
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void aProxyThatWantsAUserIsTold() {
    SocksServer proxy = proxy("ann", "secret");

    open(through(proxy).connect("tcp://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class).cause()).hasMessageContaining("did not connect");
  }

  @Test
  void aProxyThatIsNotThereIsTold() {
    open(zmq.push().doOnEvent(events).socksProxy("127.0.0.1", 1).connect("tcp://far.example:5555"));

    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("the SOCKS proxy 127.0.0.1:1 cannot be reached");
  }

  @Test
  void curveGoesThroughTheProxy() {
    SocksServer proxy = proxy(null, null);
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull = open(zmq.pull().curveServer(server).bind("tcp://127.0.0.1:*"));

    exchange(
        open(
            through(proxy)
                .curve(CurveKeyPair.generate(), server.publicKey())
                .connect(address(pull))),
        pull);
  }

  @Test
  void aConnectionThatIsLostIsMadeAgainThroughTheProxy() {
    SocksServer proxy = proxy(null, null);
    PullSocket first = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = address(first);
    PushSocket push =
        open(through(proxy).reconnectInterval(Duration.ofMillis(5)).connect(endpoint));
    events.await(HandshakeSucceeded.class);
    await(first.disposeLater());

    PullSocket second = open(zmq.pull().bind(endpoint));

    events.await(HandshakeSucceeded.class, 2);
    exchange(push, second);
  }
}
