package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** disconnectMessage: what is received last of a peer that had come to this side and left. */
class DisconnectMessageTest extends Scene {

  private static final ZmqMessage GONE = ZmqMessage.of("D");

  @Test
  void aServerReceivesItWhenTheClientIsClosed() {
    ServerSocket server = open(zmq.server().disconnectMessage(GONE).bind(Anywhere.endpoint()));
    ClientSocket client =
        open(zmq.client().helloMessage(ZmqMessage.of("H")).connect(address(server)));
    RoutedMessage hello = await(server.receive().next());
    assertThat(hello.message().text()).isEqualTo("H");

    client.dispose();

    RoutedMessage gone = await(server.receive().next());
    assertThat(gone.message().text()).isEqualTo("D");
    assertThat(gone.peer()).isEqualTo(hello.peer());
    assertThat(gone.message().peer()).isEqualTo(hello.message().peer());
  }

  @Test
  void aRouterReceivesItWithTheIdAfterTheLastMessage() {
    RouterSocket router =
        open(
            zmq.router().disconnectMessage(GONE).receiveHighWaterMark(1).bind(Anywhere.endpoint()));
    ZmtpPeer dealer = connect(address(router));

    await(
        dealer
            .script()
            .greeting()
            .ready("DEALER", identity("me"))
            .expectGreeting()
            .expectCommand("READY")
            .message("1")
            .message("2")
            .message("3")
            .close());
    until(router, m -> m.waitingToReceive() == 1);

    StepVerifier.create(router.receive().map(m -> m.peer() + " " + m.message().text()).take(4))
        .expectNext(RoutingId.of("me") + " 1", RoutingId.of("me") + " 2")
        .expectNext(RoutingId.of("me") + " 3", RoutingId.of("me") + " D")
        .expectComplete()
        .verify(PATIENCE);
    assertThat(metrics(router).mostWaitingToReceive()).isEqualTo(1);
  }

  private static byte[] identity(String id) {
    return reactor.zmtp.test.ZmtpBytes.property("Identity", id);
  }

  @Test
  void itIsReceivedWhenThePeerIsFoundDead() {
    ServerSocket server =
        open(
            zmq.server()
                .disconnectMessage(GONE)
                .heartbeatInterval(Duration.ofMillis(20))
                .heartbeatTimeout(Duration.ofMillis(50))
                .bind(Anywhere.endpoint()));
    join(server, "CLIENT"); // and never answers a PING

    assertThat(await(server.receive().next()).message().text()).isEqualTo("D");
  }

  @Test
  void itIsNotReceivedWhenThisSideUnbinds() {
    ServerSocket server = open(zmq.server().disconnectMessage(GONE).bind(Anywhere.endpoint()));
    ZmtpPeer client = join(server, "CLIENT");
    until(server, m -> m.peers() == 1);

    await(server.unbind(address(server)));
    await(client.script().expectClose());
    await(server.bind(Anywhere.endpoint()));
    await(join(server, "CLIENT").script().message("next"));

    assertThat(await(server.receive().next()).message().text()).isEqualTo("next");
  }

  @Test
  void aPeerReceivesItOfThoseThatCameAndAHiccupOfThoseItConnectedTo() {
    ZmtpListener listener = listen();
    PeerSocket peer =
        open(
            zmq.peer()
                .disconnectMessage(GONE)
                .hiccupMessage(ZmqMessage.of("HICCUP"))
                .bind(Anywhere.endpoint())
                .connect(listener.endpoint()));

    await(accept(listener, "PEER").script().close());
    assertThat(await(peer.receive().next()).message().text()).isEqualTo("HICCUP");
    await(join(peer, "PEER").script().close());
    assertThat(await(peer.receive().next()).message().text()).isEqualTo("D");
  }

  @Test
  void aRouterSaysHelloToADealer() {
    RouterSocket router =
        open(zmq.router().helloMessage(ZmqMessage.of("H")).bind(Anywhere.endpoint()));

    assertThat(
            await(
                    zmq.dealer()
                        .connect(address(router))
                        .open()
                        .flatMap(d -> d.receive().next().doOnSuccess(m -> d.dispose())))
                .text())
        .isEqualTo("H");
  }
}
