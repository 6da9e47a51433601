package reactor.zmtp.pipe;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;

/** A peer that says nothing but its identity. */
public class FakePeer implements PeerMetadata {

  private final byte[] identity;

  /** A peer without an identity. */
  public FakePeer() {
    this("");
  }

  /** A peer of that identity. */
  public FakePeer(String identity) {
    this.identity = identity.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] identity() {
    return identity.clone();
  }

  @Override
  public @Nullable SocketType socketType() {
    return null;
  }

  @Override
  public String endpoint() {
    return "tcp://fake:1";
  }

  @Override
  public SocketAddress address() {
    return InetSocketAddress.createUnresolved("fake", 1);
  }

  @Override
  public @Nullable String userId() {
    return null;
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }
}
