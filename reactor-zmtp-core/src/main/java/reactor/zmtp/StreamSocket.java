package reactor.zmtp;

import reactor.core.publisher.Mono;

/**
 * Raw TCP (ZMQ_STREAM): peers speak no ZMTP. Each has a routing id of 5 bytes that begins with 0
 * and is generated for the connection. What it sends comes as messages of one frame, cut wherever
 * the bytes happened to arrive; what is sent to it is written as it is, frame after frame.
 *
 * <p>An empty message reports that a peer came, and another that it went: see {@link
 * StreamSpec#notify}. Sending an empty message closes the connection when all that was sent before
 * it has been written; the peer's going is reported all the same.
 *
 * <p>A message for a peer that is not there fails its send with {@link UnroutableException}; one
 * for a peer that is full waits. {@code maxMessageSize}, {@code handshakeTimeout} and heartbeats
 * are ZMTP's and mean nothing here.
 */
public interface StreamSocket extends RoutingSocket {

  /**
   * Connects to an endpoint, and waits until its peer can be addressed.
   *
   * @param endpoint as for {@link #connect(String)}
   * @return the peer's routing id once it is connected, and whenever it is connected to again;
   *     fails as {@link #connect(String)} does, or when the endpoint is abandoned ({@link
   *     SocketEvent.ConnectAbandoned}). Cancelled before, it disconnects the endpoint
   */
  Mono<RoutingId> connectPeer(String endpoint);
}
