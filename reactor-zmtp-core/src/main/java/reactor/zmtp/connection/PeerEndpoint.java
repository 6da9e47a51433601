package reactor.zmtp.connection;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.HandshakeFailure;

/** The endpoint of a {@link PeerChannel}: what accepted or made the channel. */
public interface PeerEndpoint {

  /**
   * Its address in events.
   *
   * @return the address
   */
  String address();

  /**
   * Whether peers come to it.
   *
   * @return false if it connects to one
   */
  boolean accepts();

  /**
   * How the socket addresses the peer, if that was settled when it connected.
   *
   * @return the id, or null
   */
  default @Nullable RoutingId assignedId() {
    return null;
  }

  /**
   * Whom TLS is to find at the other end.
   *
   * @return host and port as they were asked for, not resolved; null where peers come to it
   */
  default @Nullable SocketAddress expected() {
    return null;
  }

  /**
   * The handshake succeeded.
   *
   * @param peer the channel
   */
  void handshakeSucceeded(PeerChannel peer);

  /**
   * The handshake failed; the channel is closed.
   *
   * @param peer the channel
   * @param reason what kind of failure
   * @param cause what went wrong
   */
  void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause);

  /**
   * A connection that had been made is over; the channel is closed.
   *
   * @param peer the channel
   * @param cause why, or null if the peer closed it or this side was asked to
   */
  void disconnected(PeerChannel peer, @Nullable Throwable cause);
}
