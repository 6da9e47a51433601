package reactor.zmtp.routing;

import java.util.List;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Scene;

/** What the tests of sockets that address their peers have in common. */
abstract class RoutingScene extends Scene {

  static final RoutingId X = RoutingId.of("X");
  static final RoutingId Y = RoutingId.of("Y");
  static final ZmqMessage EMPTY = ZmqMessage.of("");

  /** Connects a peer that tells an identity, has shaken hands, and then does not read. */
  final ZmtpPeer join(ZmqSocket socket, String asType, RoutingId identity) {
    ZmtpPeer peer = connect(address(socket));
    await(introduce(peer, asType, identity).expectGreeting().expectCommand("READY"));
    return peer;
  }

  static ZmtpScript introduce(ZmtpPeer peer, String asType, RoutingId identity) {
    return peer.script().greeting().ready(asType, ZmtpBytes.property("Identity", identity.bytes()));
  }

  static RoutedMessage to(RoutingId peer, String first, String... more) {
    return new RoutedMessage(peer, ZmqMessage.of(first, more));
  }

  static void send(RoutingSocket socket, RoutingId peer, String first, String... more) {
    await(socket.send(to(peer, first, more)));
  }

  static RoutedMessage receive(RoutingSocket socket) {
    return await(socket.receive().next(), () -> "a message for " + socket);
  }

  static List<RoutedMessage> receive(RoutingSocket socket, int messages) {
    return await(socket.receive().take(messages).collectList(), () -> "messages for " + socket);
  }

  /** Waits for so many peers. */
  static void untilPeers(ZmqSocket socket, int peers) {
    until(socket, metrics -> metrics.peers() == peers);
  }
}
