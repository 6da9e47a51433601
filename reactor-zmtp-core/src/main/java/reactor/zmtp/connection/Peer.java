package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.security.ZapReply;

/**
 * What a peer said of itself, and where it is.
 *
 * @param said its properties
 * @param endpoint the endpoint of ours that it belongs to
 * @param address its address
 * @param assignedId how the socket addresses it, if that was settled when it connected
 * @param certified whose certificate it has shown with TLS, or null if it has none
 * @param judged what the authenticator found out, or null without one
 */
record Peer(
    PeerProperties said,
    String endpoint,
    SocketAddress address,
    @Nullable RoutingId assignedId,
    @Nullable String certified,
    ZapReply.@Nullable Accepted judged)
    implements PeerMetadata {

  private static final String USER_ID = "User-Id";

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
    if (judged == null) {
      return certified;
    }
    return judged.userId().isEmpty() && certified != null ? certified : judged.userId();
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    if (judged != null) {
      all.putAll(judged.metadata());
    }
    String user = userId();
    if (user != null) {
      all.put(USER_ID, user);
    }
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(all.keySet());
    known.add(USER_ID); // which no peer may claim for itself
    for (String name : said.metadata().names()) {
      String value = said.metadata().text(name);
      if (!known.contains(name)) {
        all.put(name, value == null ? "" : value);
      }
    }
    return all;
  }

  @Override
  public String toString() {
    SocketType type = said.socketType();
    return (type == null ? "ZMTP 1.0 peer" : type) + " at " + address;
  }
}
