package reactor.zmtp.transport.udp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.transport.address.Scheme;
import reactor.zmtp.transport.address.TcpConnectAddress;

/**
 * Address to send to: {@code udp://HOST:PORT}, {@code udp://GROUP:PORT} for multicast, or {@code
 * udp://INTERFACE;GROUP:PORT} for that through one interface.
 */
final class UdpConnectAddress {

  private final @Nullable LocalInterface nic;
  private final TcpConnectAddress address;

  private UdpConnectAddress(@Nullable LocalInterface nic, TcpConnectAddress address) {
    this.nic = nic;
    this.address = address;
  }

  /**
   * Looks nothing up.
   *
   * @throws InvalidEndpointException if it is malformed
   */
  static UdpConnectAddress parse(String endpoint) {
    String text = Scheme.strip(UdpTransport.SCHEME, endpoint);
    int semicolon = text.indexOf(';');
    return semicolon < 0
        ? new UdpConnectAddress(null, TcpConnectAddress.of(endpoint, text))
        : new UdpConnectAddress(
            LocalInterface.of(endpoint, text.substring(0, semicolon)),
            TcpConnectAddress.of(endpoint, text.substring(semicolon + 1)));
  }

  String endpoint() {
    return address.endpoint();
  }

  @Nullable LocalInterface nic() {
    return nic;
  }

  /** For look-ups. */
  TcpConnectAddress host() {
    return address;
  }

  /**
   * As far as this machine knows it: a name is unresolved.
   *
   * @throws InvalidEndpointException if it is of a family that is not allowed
   */
  InetSocketAddress destination(boolean ipv6) {
    InetSocketAddress found = address.destination(ipv6);
    if (nic != null) {
      nic.checkGroup(found);
    }
    return found;
  }
}
