package reactor.zmtp.socket;

import java.util.concurrent.ThreadLocalRandom;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.GeneratedIds;
import reactor.zmtp.pattern.RoutingTable;
import reactor.zmtp.pattern.SingleFrame;
import reactor.zmtp.pipe.Pipe;

/** Base of SERVER and PEER: ids that no peer chooses, and messages of one frame. */
abstract class ServerSocketBase extends RoutingSocketBase {

  ServerSocketBase(ZmqResources resources, Options options, SocketType type) {
    super(
        resources,
        options,
        type,
        RoutingTable.ofGenerated(GeneratedIds.plain(ThreadLocalRandom.current().nextInt())),
        false,
        false);
  }

  @Override
  final ZmqMessage outgoing(RoutedMessage message) {
    SingleFrame.check(type(), (DefaultMessage) message.message());
    return super.outgoing(message);
  }

  @Override
  public final boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
  }
}
