package reactor.zmtp.socket;

import reactor.core.publisher.Mono;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** PEER. */
public final class DefaultPeerSocket extends ServerSocketBase implements PeerSocket {

  private final PendingConnects connected = new PendingConnects(this);

  public DefaultPeerSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PEER);
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
