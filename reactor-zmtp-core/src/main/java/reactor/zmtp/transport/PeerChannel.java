package reactor.zmtp.transport;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.connection.ConnectionOwner;
import reactor.zmtp.connection.Handshake;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** One channel of an endpoint, from its handshake to its end, and the events on its way. */
final class PeerChannel implements ConnectionOwner {

  /** The endpoint: a listener or a connector. */
  interface Endpoint {

    String address();

    void handshakeSucceeded(PeerChannel peer);

    void handshakeFailed(PeerChannel peer, Throwable cause);

    void disconnected(PeerChannel peer, @Nullable Throwable cause);
  }

  private final Endpoint endpoint;
  private final Peers peers;
  private final Channel channel;
  private final SocketAddress local;
  private final SocketAddress remote;
  private final Promise<Void> gone;
  private @Nullable Pipe pipe;

  PeerChannel(
      Endpoint endpoint, Peers peers, Channel channel, SocketAddress local, SocketAddress remote) {
    this.endpoint = endpoint;
    this.peers = peers;
    this.channel = channel;
    this.local = local;
    this.remote = remote;
    this.gone = channel.eventLoop().newPromise();
  }

  Handshake handshake(IoLoop loop, Options options) {
    return new Handshake(loop, options, peers.type(), peers::mechanism, this);
  }

  /**
   * Closes the channel: gracefully if there is a peer, at once if there is none yet.
   *
   * @return done when it is closed and its last event has been told
   */
  Future<Void> close() {
    if (pipe != null) {
      pipe.close();
    } else {
      channel.close();
    }
    return gone;
  }

  @Override
  public @Nullable Pipe ready(Pipe.Link link, Channel ready, PeerProperties peer) {
    pipe = peers.join(link, peer);
    if (pipe != null) {
      endpoint.handshakeSucceeded(this);
      peers.event(
          new SocketEvent.HandshakeSucceeded(endpoint.address(), local, remote, peer.socketType()));
    }
    return pipe;
  }

  @Override
  public void failed(Channel failed, HandshakeFailure reason, Throwable cause) {
    peers.event(new SocketEvent.HandshakeFailed(endpoint.address(), local, remote, reason, cause));
    endpoint.handshakeFailed(this, cause);
    gone.trySuccess(null);
  }

  @Override
  public void closed(Channel closed, @Nullable Throwable cause) {
    peers.event(new SocketEvent.Disconnected(endpoint.address(), local, remote, cause));
    endpoint.disconnected(this, cause);
    gone.trySuccess(null);
  }
}
