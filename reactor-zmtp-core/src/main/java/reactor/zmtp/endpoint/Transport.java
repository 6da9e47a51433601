package reactor.zmtp.endpoint;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;

/** Transport of one scheme of endpoints. Its other calls are on the socket's event loop. */
public interface Transport {

  /** The scheme, such as {@code tcp}. */
  String scheme();

  /**
   * Checks what is seen of an endpoint to bind to without looking anything up; from any thread.
   *
   * @throws reactor.zmtp.InvalidEndpointException if it is malformed
   */
  void checkBind(String endpoint);

  /** The same of one to connect to. */
  void checkConnect(String endpoint);

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
