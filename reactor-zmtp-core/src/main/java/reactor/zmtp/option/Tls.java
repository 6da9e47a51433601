package reactor.zmtp.option;

import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;

/**
 * What a socket's TLS is done with: nothing, or something for each side that its connections come
 * from.
 *
 * @param accepting for connections that come in; null: no connections may come in
 * @param connecting for connections that this side makes; null: none may be made
 */
public record Tls(@Nullable SslProvider accepting, @Nullable SslProvider connecting) {

  /** No TLS. */
  public static final Tls NONE = new Tls(null, null);

  /**
   * One side more, or changed.
   *
   * @param provider whose context says for which side it is
   * @return both sides
   */
  public Tls with(SslProvider provider) {
    return provider.getSslContext().isServer()
        ? new Tls(provider, connecting)
        : new Tls(accepting, provider);
  }

  /**
   * Whether there is TLS at all.
   *
   * @return false if there is none on either side
   */
  public boolean isUsed() {
    return accepting != null || connecting != null;
  }

  /**
   * What one side's connections are protected with.
   *
   * @param accepts whether they come in; if not, this side makes them
   * @return the provider, or null
   */
  public @Nullable SslProvider of(boolean accepts) {
    return accepts ? accepting : connecting;
  }
}
