package reactor.zmtp.endpoint;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;

/**
 * Endpoint that a live socket is bound or connected to. All calls are on the socket's event loop.
 */
public interface TransportEndpoint {

  /** The address as the socket reports it. */
  String address();

  /** The endpoint as it was asked for. */
  String requested();

  /** -1 where the transport has no ports. */
  default int port() {
    return -1;
  }

  /** Whether its one peer is not there and may still come. */
  default boolean isAwaited() {
    return false;
  }

  /** How the socket addresses its one peer, if that was settled when it connected. */
  @Nullable RoutingId assignedId();

  /**
   * Accepts or makes no more connections, and closes those there are; done when the last is closed.
   */
  Future<Void> close();
}
