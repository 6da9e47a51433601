package reactor.zmtp.transport.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.transport.address.TcpBindAddress;

/** Network interface that an endpoint names for multicast, before the semicolon. */
final class LocalInterface {

  private final String endpoint;
  private final String name;
  private final TcpBindAddress address;

  private LocalInterface(String endpoint, String name, TcpBindAddress address) {
    this.endpoint = endpoint;
    this.name = name;
    this.address = address;
  }

  /** By its name or one of its addresses; looks nothing up. */
  static LocalInterface of(String endpoint, String name) {
    return new LocalInterface(endpoint, name, TcpBindAddress.of(endpoint, name + ":*"));
  }

  String name() {
    return name;
  }

  /**
   * Sees that what comes after the semicolon is a group.
   *
   * @throws InvalidEndpointException if it is not
   */
  void checkGroup(InetSocketAddress after) {
    InetAddress group = after.getAddress();
    if (group == null || !group.isMulticastAddress()) {
      throw new InvalidEndpointException(
          endpoint,
          "after the interface and ';' comes a multicast group, such as 239.0.0.1; another address"
              + " stands alone");
    }
  }

  /**
   * Null if it is {@code *}: any.
   *
   * @throws ZmqException if it is not this machine's, or the system does not tell
   */
  @Nullable NetworkInterface find(boolean ipv6) {
    InetAddress found = address.resolve(ipv6).getAddress();
    if (found.isAnyLocalAddress()) {
      return null;
    }
    try {
      return NetworkInterface.getByInetAddress(found);
    } catch (SocketException e) {
      throw new ZmqException("the system does not tell the interface " + name, e);
    }
  }
}
