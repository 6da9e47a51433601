package reactor.zmtp.socket;

import reactor.core.publisher.Mono;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** PEER. */
public final class DefaultPeerSocket extends ServerCore implements PeerSocket {

  private final ConnectedPeers connected = new ConnectedPeers(this);

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultPeerSocket(Runtime runtime, Options options) {
    super(runtime, options, SocketType.PEER);
  }

  @Override
  void joined(Pipe pipe) {
    connected.joined(pipe.routingId());
  }

  @Override
  public Mono<RoutingId> connectPeer(String endpoint) {
    return onLoop("connect to " + endpoint, sink -> connected.connect(endpoint, sink));
  }
}
