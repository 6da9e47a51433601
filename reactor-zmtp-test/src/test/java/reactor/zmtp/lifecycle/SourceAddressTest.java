package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Where a connection comes from: {@code tcp://source;destination}. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "all of 127.0.0.0/8 is this machine on Linux alone")
class SourceAddressTest extends Scene {

  private final Events events = new Events();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2:0", "127.0.0.2:*"})
  void thePeerSeesTheSource(String source) {
    ZmtpListener listener = listen();

    open(zmq.push().doOnEvent(events).connect(with(source, listener)));

    ZmtpPeer peer = accept(listener, "PULL");
    assertThat(peer.remoteAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
    Connected connected = events.await(Connected.class);
    assertThat(connected.local()).isEqualTo(peer.remoteAddress());
    assertThat(connected.endpoint()).isEqualTo(with(source, listener));
  }

  @Test
  void theSourceMayHaveAPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      port = free.getLocalPort();
    }
    ZmtpListener listener = listen();

    open(zmq.push().connect(with("127.0.0.2:" + port, listener)));

    assertThat(accept(listener, "PULL").remoteAddress())
        .isEqualTo(new InetSocketAddress("127.0.0.2", port));
  }

  @Test
  void theSourceMayBeAnInterface() {
    ZmtpListener listener = listen();

    open(zmq.push().connect(with("lo:0", listener)));

    assertThat(accept(listener, "PULL").remoteAddress().getAddress().getHostAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void theSourceIsUsedAgainWhenTheConnectionIsMadeAgain() {
    ZmtpListener listener = listen();
    open(zmq.push().doOnEvent(events).connect(with("127.0.0.2:0", listener)));
    await(accept(listener, "PULL").script().close());

    ZmtpPeer again = accept(listener, "PULL");

    assertThat(again.remoteAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
    events.await(HandshakeSucceeded.class, 2);
  }

  @Test
  void anAddressThatIsNotThisMachinesIsToldAndTriedAgain() {
    ZmtpListener listener = listen();

    open(zmq.push().doOnEvent(events).connect(with("192.0.2.1:0", listener)));

    assertThat(events.await(ConnectRetried.class).cause())
        .hasMessageContaining("assign requested address");
  }

  @Test
  void anInterfaceThatIsNotThereIsNoEndpoint() {
    PushSocket push = open(zmq.push());

    StepVerifier.create(push.connect("tcp://nic99:0;127.0.0.1:5555"))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("nic99"))
        .verify(PATIENCE);
    assertThat(push.endpoints()).isEmpty();
  }

  @Test
  void onlyPeersThatTheFiltersNameAreAccepted() {
    PullSocket pull =
        open(
            zmq.pull()
                .acceptFilter("127.0.0.2", "127.0.0.8/29")
                .doOnEvent(events)
                .bind("tcp://127.0.0.1:*"));
    String to = ";" + address(pull).substring("tcp://".length());

    open(zmq.push().connect("tcp://127.0.0.2:0" + to));
    open(zmq.push().connect("tcp://127.0.0.15:0" + to));
    open(zmq.push().connect("tcp://127.0.0.3:0" + to));
    open(zmq.push().connect("tcp://127.0.0.16:0" + to));
    until(() -> events.count(HandshakeSucceeded.class) == 2);
    until(() -> events.count(AcceptFailed.class) >= 2);

    assertThat(events.all())
        .filteredOn(Accepted.class::isInstance)
        .extracting(event -> host(((Accepted) event).remote()))
        .containsExactlyInAnyOrder("127.0.0.2", "127.0.0.15");
  }

  private static String host(SocketAddress address) {
    return ((InetSocketAddress) address).getAddress().getHostAddress();
  }

  private static String with(String source, ZmtpListener listener) {
    return "tcp://" + source + ";" + listener.endpoint().substring("tcp://".length());
  }
}
