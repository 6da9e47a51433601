package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.PeerProperties;

/**
 * What a peer said of itself, and where it is.
 *
 * @param said its properties
 * @param endpoint the endpoint of ours that it belongs to
 * @param address its address
 * @param assignedId how the socket addresses it, if that was settled when it connected
 */
record Peer(
    PeerProperties said, String endpoint, SocketAddress address, @Nullable RoutingId assignedId)
    implements PeerMetadata {

  @Override
  public @Nullable SocketType socketType() {
    return said.socketType();
  }

  @Override
  public byte[] identity() {
    return said.identity();
  }

  @Override
  public @Nullable String userId() {
    return null;
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : said.metadata().names()) {
      String value = said.metadata().text(name);
      all.put(name, value == null ? "" : value);
    }
    return all;
  }

  @Override
  public String toString() {
    SocketType type = said.socketType();
    return (type == null ? "ZMTP 1.0 peer" : type) + " at " + address;
  }
}
