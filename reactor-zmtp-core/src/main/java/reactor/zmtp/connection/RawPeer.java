package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;

/**
 * Peer that speaks raw TCP or UDP, and so says nothing of itself. {@code userId} is the subject of
 * the certificate it has shown with TLS, or null if it has none.
 */
public record RawPeer(
    String endpoint, SocketAddress address, @Nullable RoutingId assignedId, @Nullable String userId)
    implements PeerMetadata {

  /** The sender of a datagram, or who is to receive one. */
  public static RawPeer at(String endpoint, SocketAddress address) {
    return new RawPeer(endpoint, address, /* assignedId= */ null, /* userId= */ null);
  }

  @Override
  public @Nullable SocketType socketType() {
    return null;
  }

  @Override
  public byte[] identity() {
    return new byte[0];
  }

  @Override
  public Map<String, String> properties() {
    return userId == null ? Map.of() : Map.of("User-Id", userId);
  }

  @Override
  public String toString() {
    return "a raw peer at " + address;
  }
}
