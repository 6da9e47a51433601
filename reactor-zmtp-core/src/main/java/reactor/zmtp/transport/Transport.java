package reactor.zmtp.transport;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;

/** What a scheme of endpoints stands for. All calls are on the socket's event loop. */
public interface Transport {

  /** The scheme, such as {@code tcp}. */
  String scheme();

  /**
   * Binds.
   *
   * @param endpoint the endpoint as it was asked for
   * @param socket whose endpoint it is
   * @return the endpoint, once peers are accepted; fails with what {@code bind} signals
   */
  Future<TransportEndpoint> bind(String endpoint, TransportContext socket);

  /**
   * Prepares to connect.
   *
   * @param endpoint the endpoint as it was asked for
   * @param peer how the socket addresses the peer, or null if that is not settled
   * @param socket whose endpoint it is
   * @return the endpoint, which has not begun yet
   * @throws reactor.zmtp.InvalidEndpointException if it can never be connected to
   */
  ConnectingEndpoint connect(String endpoint, @Nullable RoutingId peer, TransportContext socket);
}
