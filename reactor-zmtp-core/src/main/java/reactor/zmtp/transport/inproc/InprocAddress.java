package reactor.zmtp.transport.inproc;

import java.io.Serial;
import java.net.SocketAddress;

/** Both ends of a link have the address of the endpoint that is bound: there is no other. */
final class InprocAddress extends SocketAddress {

  @Serial private static final long serialVersionUID = 1;

  private final String endpoint;

  InprocAddress(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InprocAddress that && endpoint.equals(that.endpoint);
  }

  @Override
  public int hashCode() {
    return endpoint.hashCode();
  }

  @Override
  public String toString() {
    return endpoint;
  }
}
