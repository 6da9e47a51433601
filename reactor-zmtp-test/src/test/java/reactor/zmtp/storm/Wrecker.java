package reactor.zmtp.storm;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Anywhere;

/** Peers that end their connections when it is least convenient. */
final class Wrecker {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SOME = 10;

  private Wrecker() {}

  /** Such a peer comes, or the socket goes to one. */
  static void meets(World world, Node node) {
    String type = partnerOf(node);
    if (node.dice.oneIn(3)) {
      comes(world, node, type);
    } else {
      listens(world, node, type);
    }
  }

  private static void comes(World world, Node node, String type) {
    for (ZmqEndpoint each : node.socket.endpoints()) {
      if (each.role() == ZmqEndpoint.Role.BOUND && Anywhere.hasChannels(each.address())) {
        int how = node.dice.below(5);
        world.played(ZmtpPeer.connect(each.address()).flatMap(peer -> play(peer, type, how)));
      }
    }
  }

  /** The socket connects to it, again and again, until the storm is over. */
  private static void listens(World world, Node node, String type) {
    int how = node.dice.below(5);
    world.elsewhere(
        () -> {
          ZmtpListener listener = ZmtpPeer.listen().block(PATIENCE);
          world.wreckers.add(listener);
          String endpoint = listener.endpoint();
          world.played(
              listener.accept().flatMap(peer -> play(peer, type, how)).repeat(SOME).then());
          world.ask(node, "connect()", node.socket.connect(endpoint));
          node.strays.add(endpoint);
        });
  }

  private static Mono<Void> play(ZmtpPeer peer, String type, int how) {
    ZmtpScript script = peer.script();
    ZmtpScript act =
        switch (how) {
          case 0 -> script.reset();
          case 1 -> script.expectGreeting().reset();
          case 2 -> script.handshake(type).reset();
          case 3 -> script.handshake(type).send(ZmtpBytes.frameHeader(ZmtpBytes.LONG, 100)).close();
          default ->
              script
                  .expectGreeting()
                  .send(ZmtpBytes.greeting(), ZmtpBytes.ready(type))
                  .reset(); // while the other side's READY is being written
        };
    return act.onErrorComplete().doFinally(end -> peer.dispose());
  }

  private static String partnerOf(Node node) {
    return switch (node.socket.type()) {
      case PUSH -> "PULL";
      case PULL -> "PUSH";
      case PUB, XPUB -> "SUB";
      case SUB, XSUB -> "PUB";
      case REQ -> "REP";
      case REP -> "REQ";
      case ROUTER -> "DEALER";
      case CLIENT -> "SERVER";
      case SERVER -> "CLIENT";
      case RADIO -> "DISH";
      case DISH -> "RADIO";
      case SCATTER -> "GATHER";
      case GATHER -> "SCATTER";
      default -> node.socket.type().name();
    };
  }
}
