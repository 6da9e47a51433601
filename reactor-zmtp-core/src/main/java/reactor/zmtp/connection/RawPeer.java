package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;

/**
 * A peer that speaks raw TCP, and so says nothing of itself.
 *
 * @param endpoint the endpoint of ours that it belongs to
 * @param address its address
 * @param assignedId how the socket addresses it, if that was settled when it connected
 * @param userId whose certificate it has shown with TLS, or null if it has none
 */
record RawPeer(
    String endpoint, SocketAddress address, @Nullable RoutingId assignedId, @Nullable String userId)
    implements PeerMetadata {

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
    return "raw TCP at " + address;
  }
}
