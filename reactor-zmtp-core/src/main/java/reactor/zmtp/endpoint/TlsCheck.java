package reactor.zmtp.endpoint;

import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Tls;

/** Sees that a socket with TLS has no endpoint without it. */
public final class TlsCheck {

  private TlsCheck() {}

  /**
   * Checks an endpoint before it is used.
   *
   * @throws InvalidEndpointException if the socket has TLS for the other side only
   */
  public static void check(Options options, String endpoint, boolean accepts) {
    Tls tls = options.get(Option.TLS);
    if (tls.isUsed() && tls.of(accepts) == null) {
      throw new InvalidEndpointException(
          endpoint,
          accepts
              ? "this socket has TLS for connecting only and does not bind without; right is tls"
                  + " with an SslProvider of a server's SslContext too"
              : "this socket has TLS for binding only and does not connect without; right is tls"
                  + " with an SslProvider of a client's SslContext too");
    }
  }
}
