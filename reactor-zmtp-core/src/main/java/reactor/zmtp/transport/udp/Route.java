package reactor.zmtp.transport.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import reactor.zmtp.BindException;

/**
 * The operating system's choice of an interface for a multicast group. Java joins a group on an
 * interface that it is told, and on no other.
 */
final class Route {

  private static final int ANY_PORT = 9; // nothing is sent

  private Route() {}

  /**
   * The interface that what is sent to the group leaves by.
   *
   * @throws BindException if none is
   */
  static NetworkInterface to(String endpoint, InetSocketAddress group) {
    try {
      return find(group);
    } catch (IOException e) {
      throw new BindException(
          endpoint,
          "this machine has no route to that group; right is to name the interface:"
              + " udp://eth0;239.0.0.1:5555",
          e);
    }
  }

  private static NetworkInterface find(InetSocketAddress group) throws IOException {
    boolean ipv4 = group.getAddress() instanceof Inet4Address;
    try (DatagramChannel probe =
        DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
      probe.connect(new InetSocketAddress(group.getAddress(), ANY_PORT));
      InetSocketAddress from = (InetSocketAddress) probe.getLocalAddress();
      NetworkInterface found = NetworkInterface.getByInetAddress(from.getAddress());
      if (found == null) {
        throw new IOException("no interface has the address " + from.getAddress());
      }
      return found;
    }
  }
}
