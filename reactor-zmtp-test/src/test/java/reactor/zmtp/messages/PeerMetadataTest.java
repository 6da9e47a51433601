package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** A received message tells what its peer said of itself, and where it is. */
class PeerMetadataTest extends Scene {

  private ZmtpPeer say(String endpoint, String type, byte[]... properties) {
    ZmtpPeer peer = connect(endpoint);
    await(peer.script().greeting().ready(type, properties).message("a"));
    return peer;
  }

  private static PeerMetadata peer(ZmqMessage message) {
    PeerMetadata peer = message.peer();
    assertThat(peer).isNotNull();
    return peer;
  }

  @Test
  void aMessageTellsTypeIdentityAndAddress() {
    DealerSocket dealer = open(zmq.dealer().bind("tcp://127.0.0.1:*"));
    say(address(dealer), "DEALER", ZmtpBytes.property("Identity", "me"));

    PeerMetadata peer = peer(await(dealer.receive().next()));

    assertThat(peer.socketType()).isEqualTo(SocketType.DEALER);
    assertThat(peer.identity()).containsExactly('m', 'e');
    assertThat(peer.endpoint()).isEqualTo(address(dealer));
    assertThat(peer.address()).hasToString("/127.0.0.1:" + port(peer));
    assertThat(peer.userId()).isNull();
    assertThat(peer.property("Socket-Type")).isEqualTo("DEALER");
    assertThat(peer.property("socket-type")).isEqualTo("DEALER");
    assertThat(peer.property("Hello")).isNull();
  }

  private static int port(PeerMetadata peer) {
    return ((InetSocketAddress) peer.address()).getPort();
  }

  @Test
  void aMessageTellsThePeersOwnProperties() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    say(
        address(pull),
        "PUSH",
        ZmtpBytes.property("X-hello", "hello"),
        ZmtpBytes.property("X-greeting", "grüße"));

    PeerMetadata peer = peer(await(pull.receive().next()));

    assertThat(peer.property("X-hello")).isEqualTo("hello");
    assertThat(peer.property("x-HELLO")).isEqualTo("hello");
    assertThat(peer.properties()).containsEntry("X-greeting", "grüße");
  }

  @Test
  void whatWeSayOfOurselvesIsInReadyAsTheApplicationWroteIt() {
    ZmtpListener listener = listen();
    open(
        zmq.push()
            .metadata("X-hello", "hello")
            .metadata("X-connection", "primary")
            .connect(listener.endpoint()));
    ZmtpPeer peer = await(listener.accept());
    await(peer.script().greeting().ready("PULL").expectGreeting());

    String ready = new String(await(peer.receiveFrame()).body(), StandardCharsets.ISO_8859_1);

    assertThat(ready)
        .startsWith("\5READY")
        .contains("\7X-hello\0\0\0\5hello")
        .contains("\14X-connection\0\0\0\7primary");
  }

  @Test
  void bothSidesReadEachOthersProperties() {
    DealerSocket bound = open(zmq.dealer().metadata("X-side", "bound").bind(Anywhere.endpoint()));
    DealerSocket connected =
        open(zmq.dealer().metadata("X-side", "connected").connect(address(bound)));

    await(bound.send(ZmqMessage.of("a")));
    await(connected.send(ZmqMessage.of("b")));

    assertThat(peer(await(connected.receive().next())).property("X-side")).isEqualTo("bound");
    assertThat(peer(await(bound.receive().next())).property("X-side")).isEqualTo("connected");
  }

  @Test
  void allFramesOfAMessageAreOfOnePeerAndSoIsWhatIsTakenFromIt() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    DealerSocket dealer =
        open(
            zmq.dealer()
                .routingId(RoutingId.of("me"))
                .metadata("X-zone", "eu")
                .connect(address(router)));

    await(dealer.send(ZmqMessage.of("a", "b")));

    RoutedMessage received = await(router.receive().next());
    assertThat(received.message().size()).isEqualTo(2);
    assertThat(peer(received.message()).property("X-zone")).isEqualTo("eu");
    assertThat(peer(received.message()).identity()).containsExactly('m', 'e');
  }

  @Test
  void aMessageWithoutAPeerIsOneThatWasNotReceived() {
    assertThat(ZmqMessage.of("a").peer()).isNull();
  }

  @Test
  void allMessagesOfAConnectionTellTheSamePeer() {
    GatherSocket gather = open(zmq.gather().bind(Anywhere.endpoint()));
    ZmtpPeer peer = say(address(gather), "SCATTER", ZmtpBytes.property("X-n", "1"));
    await(peer.script().message("b"));

    List<ZmqMessage> received = await(gather.receive().take(2).collectList());

    assertThat(received.get(0).peer()).isSameAs(received.get(1).peer());
  }

  @Test
  void jeroMqTellsUsItsType() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket push = context.createSocket(org.zeromq.SocketType.PUSH);
      push.bind("tcp://127.0.0.1:*");
      PullSocket pull = open(zmq.pull().connect(push.getLastEndpoint()));

      push.send("a");

      PeerMetadata peer = peer(await(pull.receive().next()));
      assertThat(peer.socketType()).isEqualTo(SocketType.PUSH);
      assertThat(peer.endpoint()).isEqualTo(push.getLastEndpoint());
    }
  }

  @Test
  void jeroMqReadsOurProperties() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket pull = context.createSocket(org.zeromq.SocketType.PULL);
      pull.setReceiveTimeOut((int) PATIENCE.toMillis());
      pull.bind("tcp://127.0.0.1:*");
      PushSocket push =
          open(zmq.push().metadata("X-hello", "hello").connect(pull.getLastEndpoint()));

      await(push.send(ZmqMessage.of("a")));

      Msg received = pull.recvMsg();
      assertThat(received).isNotNull();
      assertThat(received.getMetadata().get("X-hello")).isEqualTo("hello");
      assertThat(received.getMetadata().get("Socket-Type")).isEqualTo("PUSH");
    }
  }
}
