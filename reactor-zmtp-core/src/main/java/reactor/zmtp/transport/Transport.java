package reactor.zmtp.transport;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;

/** Transport of one scheme of endpoints. All calls are on the socket's event loop. */
public interface Transport {

  /** The scheme, such as {@code tcp}. */
  String scheme();

  /**
   * Binds, and gives the endpoint once peers are accepted; fails with what {@code bind} signals.
   */
  Future<TransportEndpoint> bind(String endpoint, TransportContext socket);

  /**
   * Prepares to connect, and does not begin yet. {@code peer} is how the socket addresses the peer,
   * or null if that is not settled.
   *
   * @throws reactor.zmtp.InvalidEndpointException if it can never be connected to
   */
  ConnectingEndpoint connect(String endpoint, @Nullable RoutingId peer, TransportContext socket);
}
