package reactor.zmtp.socket;

import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.GeneratedIds;
import reactor.zmtp.pattern.RoutingTable;
import reactor.zmtp.pipe.Pipe;

/** STREAM. */
public final class DefaultStreamSocket extends RoutingSocketBase implements StreamSocket {

  private final PendingConnects connected = new PendingConnects(this);

  public DefaultStreamSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options.with(Option.RAW, true),
        SocketType.STREAM,
        RoutingTable.ofGenerated(GeneratedIds.prefixed(ThreadLocalRandom.current().nextInt())),
        options.get(Option.STREAM_NOTIFY),
        options.get(Option.STREAM_NOTIFY));
  }

  @Override
  void joined(Pipe pipe) {
    connected.joined(pipe.routingId());
    super.joined(pipe);
  }

  @Override
  public Mono<RoutingId> connectPeer(String endpoint) {
    return onLoop("connect to " + endpoint, sink -> connected.connect(endpoint, sink));
  }
}
