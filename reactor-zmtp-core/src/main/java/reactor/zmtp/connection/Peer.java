package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.wire.Metadata;

/**
 * Properties of a peer, and its addresses. {@code certified} is the subject of the certificate it
 * has shown with TLS, or null if it has none; {@code accepted} is the authenticator's answer, or
 * null without one.
 */
public record Peer(
    PeerProperties said,
    String endpoint,
    SocketAddress address,
    @Nullable RoutingId assignedId,
    @Nullable String certified,
    ZapReply.@Nullable Accepted accepted)
    implements PeerMetadata {

  private static final String USER_ID = "User-Id";

  /**
   * A peer that there is no handshake with, of which there is no more than what it is said to be.
   *
   * @throws ProtocolException if it is none that our socket can talk to
   */
  public static Peer withoutHandshake(
      SocketType own,
      Metadata said,
      String endpoint,
      SocketAddress address,
      @Nullable RoutingId assignedId) {
    return new Peer(
        PeerProperties.of(own, said), endpoint, address, assignedId, /* certified= */ null, null);
  }

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
    if (accepted == null) {
      return certified;
    }
    return accepted.userId().isEmpty() && certified != null ? certified : accepted.userId();
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    if (accepted != null) {
      all.putAll(accepted.metadata());
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
