package reactor.zmtp.transport.udp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.transport.address.Scheme;
import reactor.zmtp.transport.address.TcpBindAddress;

/**
 * Address to receive at: {@code udp://INTERFACE:PORT}, {@code udp://GROUP:PORT} for multicast, or
 * {@code udp://INTERFACE;GROUP:PORT} for that on one interface alone.
 */
final class UdpBindAddress {

  private final String endpoint;
  private final @Nullable LocalInterface nic;
  private final TcpBindAddress address;

  private UdpBindAddress(String endpoint, @Nullable LocalInterface nic, TcpBindAddress address) {
    this.endpoint = endpoint;
    this.nic = nic;
    this.address = address;
  }

  /**
   * Looks nothing up.
   *
   * @throws InvalidEndpointException if it is malformed
   */
  static UdpBindAddress parse(String endpoint) {
    String text = Scheme.strip(UdpTransport.SCHEME, endpoint);
    int semicolon = text.indexOf(';');
    return semicolon < 0
        ? new UdpBindAddress(endpoint, null, TcpBindAddress.of(endpoint, text))
        : new UdpBindAddress(
            endpoint,
            LocalInterface.of(endpoint, text.substring(0, semicolon)),
            TcpBindAddress.of(endpoint, text.substring(semicolon + 1)));
  }

  String endpoint() {
    return endpoint;
  }

  @Nullable LocalInterface nic() {
    return nic;
  }

  /**
   * The address, or the group if it is one; as the interfaces of this machine are now.
   *
   * @throws InvalidEndpointException if there is none
   */
  InetSocketAddress resolve(boolean ipv6) {
    InetSocketAddress found = address.resolve(ipv6);
    if (nic != null) {
      nic.checkGroup(found);
    }
    return found;
  }
}
