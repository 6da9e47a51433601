package reactor.zmtp;

import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a peer: what it said of itself in the handshake (RFC 37: connection metadata), and
 * where it is. Immutable.
 */
public interface PeerMetadata {

  /**
   * The peer's socket type (Socket-Type).
   *
   * @return the type; null for a peer that speaks a protocol without types: ZMTP 1.0, or raw TCP
   */
  @Nullable SocketType socketType();

  /**
   * The peer's identity (Identity, ZMQ_ROUTING_ID of the peer).
   *
   * @return 0 to 255 bytes, the caller's own; empty if the peer has none
   */
  byte[] identity();

  /**
   * Routing id by which this socket addresses the peer, if that was settled when it connected to it
   * (ZMQ_CONNECT_ROUTING_ID).
   *
   * @return the id, or null if it was not
   */
  default @Nullable RoutingId assignedId() {
    return null;
  }

  /**
   * The endpoint of ours that the peer belongs to.
   *
   * @return the address it came to or the one that is connected to
   */
  String endpoint();

  /**
   * The peer's address (Peer-Address).
   *
   * @return the remote address of the connection
   */
  SocketAddress address();

  /**
   * User id of the peer, as a security mechanism found out (User-Id).
   *
   * @return the user, as the {@code ZapAuthenticator} says; without one, or if it names nobody, the
   *     subject of the certificate that the peer has shown with TLS, in the form of RFC 2253; null
   *     without either
   */
  @Nullable String userId();

  /**
   * Properties that a {@code ZapAuthenticator} found out about the peer, then all that the peer
   * sent, the application's own properties (names that begin with {@code X-}, ZMQ_METADATA of the
   * peer) among it. Names are as they were written; where both have the same one in upper or lower
   * case, the authenticator is right.
   *
   * @return the properties as UTF-8 text, in order
   */
  Map<String, String> properties();

  /**
   * One property.
   *
   * @param name its name, in upper or lower case
   * @return its value, or null if the peer did not say
   */
  default @Nullable String property(String name) {
    for (Map.Entry<String, String> each : properties().entrySet()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue();
      }
    }
    return null;
  }
}
