package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Frame;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

/**
 * What a peer says before its messages in ZMTP, and the subprotocol has said for it, or its routing
 * id. The version is 3.0, since its subscriptions are messages and its heartbeat is WebSocket's.
 */
final class Introduction {

  private Introduction() {}

  static ByteBuf greeting(ByteBufAllocator allocator, String mechanism) {
    ByteBuf greeting = allocator.buffer(Greeting.LENGTH);
    new Greeting(3, 0, mechanism, false).writeTo(greeting);
    return greeting;
  }

  /** The command of a peer that has said its routing id alone: its type is believed to fit. */
  static byte[] ready(SocketType own, byte[] routingId) {
    Metadata metadata =
        Metadata.empty()
            .with(Metadata.SOCKET_TYPE, counterpart(own).name())
            .with(Metadata.IDENTITY, routingId);
    return Frame.of(Command.ready(metadata)).bytes(Framing.ZMTP_2_0);
  }

  private static SocketType counterpart(SocketType own) {
    return switch (own) {
      case PUB, XPUB -> SocketType.SUB;
      case SUB, XSUB -> SocketType.PUB;
      case REQ -> SocketType.REP;
      case REP -> SocketType.REQ;
      case DEALER -> SocketType.ROUTER;
      case ROUTER -> SocketType.DEALER;
      case PUSH -> SocketType.PULL;
      case PULL -> SocketType.PUSH;
      case CLIENT -> SocketType.SERVER;
      case SERVER -> SocketType.CLIENT;
      case RADIO -> SocketType.DISH;
      case DISH -> SocketType.RADIO;
      case SCATTER -> SocketType.GATHER;
      case GATHER -> SocketType.SCATTER;
      default -> own;
    };
  }
}
