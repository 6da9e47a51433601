package reactor.zmtp.samples.benchmarks.jmh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;

/** A peer of whom nothing is known. */
final class Someone implements PeerMetadata {

  @Override
  public @Nullable SocketType socketType() {
    return null;
  }

  @Override
  public byte[] identity() {
    return new byte[0];
  }

  @Override
  public String endpoint() {
    return "";
  }

  @Override
  public SocketAddress address() {
    return InetSocketAddress.createUnresolved("nowhere", 0);
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
