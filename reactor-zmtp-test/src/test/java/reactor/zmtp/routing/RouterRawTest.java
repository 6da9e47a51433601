package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.test.ZmtpPeer;

/** A ROUTER whose peers speak raw TCP (ZMQ_ROUTER_RAW). */
class RouterRawTest extends RoutingScene {

  @Test
  void itReadsAndWritesWhatIsThere() {
    RouterSocket router = open(zmq.router().raw(true).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(router));
    await(peer.script().send(ascii("GET /\n\n")));

    RoutedMessage request = receive(router);
    send(router, request.peer(), "200 OK");

    assertThat(request.message().text()).isEqualTo("GET /\n\n");
    assertThat(request.peer().bytes()).hasSize(5).startsWith(0);
    await(peer.script().expect(ascii("200 OK")));
  }

  @Test
  void anEmptyMessageClosesTheConnection() {
    RouterSocket router = open(zmq.router().raw(true).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(router));
    await(peer.script().send(ascii("bye")));

    send(router, receive(router).peer(), "");

    await(peer.script().expectClose());
  }

  @Test
  void itTellsOfComingAndGoingIfAskedTo() {
    RouterSocket router =
        open(
            zmq.router()
                .raw(true)
                .notify(Set.of(PeerNotice.CONNECTED, PeerNotice.DISCONNECTED))
                .bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(router));

    assertThat(receive(router).message()).isEqualTo(EMPTY);
    await(peer.script().close());
    assertThat(receive(router).message()).isEqualTo(EMPTY);
  }

  @Test
  void aProbeIsNotSentSinceItWouldCloseTheConnection() {
    RouterSocket router = open(zmq.router().raw(true).probeRouter(true).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(router));
    await(peer.script().send(ascii("hello")));

    send(router, receive(router).peer(), "hello");

    await(peer.script().expect(ascii("hello")));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
