package reactor.zmtp.option;

import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;

/**
 * TLS of a socket's connections: {@code accepting} for those that come in, {@code connecting} for
 * those that it makes. With TLS on one side only, null allows none on the other.
 */
public record Tls(@Nullable SslProvider accepting, @Nullable SslProvider connecting) {

  public static final Tls NONE = new Tls(null, null);

  /** Adds or replaces the side that the provider's context is for. */
  public Tls with(SslProvider provider) {
    return provider.getSslContext().isServer()
        ? new Tls(provider, connecting)
        : new Tls(accepting, provider);
  }

  public boolean isUsed() {
    return accepting != null || connecting != null;
  }

  public @Nullable SslProvider of(boolean accepts) {
    return accepts ? accepting : connecting;
  }
}
