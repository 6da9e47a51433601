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
public final class DefaultStreamSocket extends RoutingCore implements StreamSocket {

  private final ConnectedPeers connected = new ConnectedPeers(this);

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultStreamSocket(Runtime runtime, Options options) {
    super(
        runtime,
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
