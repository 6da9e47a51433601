package reactor.zmtp;

import reactor.core.publisher.Mono;

/**
 * Peer among peers (RFC 51): a {@link ServerSocket} on both sides, each addressing the other by
 * routing ids of 4 bytes of its own.
 */
public interface PeerSocket extends RoutingSocket {

  /**
   * Connects to an endpoint, and waits until its peer can be addressed (zmq_connect_peer).
   *
   * @param endpoint as for {@link #connect(String)}
   * @return the peer's routing id once it is connected, and whenever it is connected to again;
   *     fails as {@link #connect(String)} does, or when the endpoint is abandoned ({@link
   *     SocketEvent.ConnectAbandoned}). Cancelled before, it disconnects the endpoint
   */
  Mono<RoutingId> connectPeer(String endpoint);
}
