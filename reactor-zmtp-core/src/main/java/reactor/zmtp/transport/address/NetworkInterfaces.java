package reactor.zmtp.transport.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;

/** Network interfaces there are at one moment, aliases such as {@code eth0:1} among them. */
final class NetworkInterfaces {

  private final List<Nic> all;

  NetworkInterfaces(List<Nic> all) {
    this.all = List.copyOf(all);
  }

  /**
   * One interface: its index is a scope for IPv6 addresses, and its addresses, perhaps none, are
   * without those of an alias.
   */
  record Nic(String name, int index, List<InetAddress> addresses) {}

  /**
   * Those this machine has now. It asks the kernel and nobody else, so it may run on an event loop.
   *
   * @throws ZmqException if the system does not answer
   */
  static NetworkInterfaces ofThisMachine() {
    List<Nic> found = new ArrayList<>();
    try {
      for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        add(nic, found);
      }
    } catch (SocketException e) {
      throw new ZmqException(
          "the system does not list its network interfaces: " + e.getMessage(), e);
    }
    return new NetworkInterfaces(found);
  }

  private static void add(NetworkInterface nic, List<Nic> found) {
    List<InetAddress> addresses = new ArrayList<>();
    int firstIpv4 = 0;
    for (InetAddress address : Collections.list(nic.getInetAddresses())) {
      if (address instanceof Inet6Address ipv6) {
        addresses.add(withoutNeedlessScope(ipv6));
        firstIpv4 = addresses.size();
      } else if (address instanceof Inet4Address) {
        // The JDK lists IPv4 addresses last first, and libzmq takes the first that the system
        // names.
        addresses.add(firstIpv4, address);
      }
    }
    List<NetworkInterface> aliases = Collections.list(nic.getSubInterfaces());
    for (NetworkInterface alias : aliases) {
      // The JDK gives an alias's addresses to its parent too.
      addresses.removeAll(Collections.list(alias.getInetAddresses()));
    }
    found.add(new Nic(nic.getName(), nic.getIndex(), List.copyOf(addresses)));
    for (NetworkInterface alias : aliases) {
      add(alias, found);
    }
  }

  // The JDK puts the interface behind every IPv6 address; only link-local ones are ambiguous
  // without it.
  private static Inet6Address withoutNeedlessScope(Inet6Address address) {
    if (address.isLinkLocalAddress()) {
      return address;
    }
    return scoped(address, -1);
  }

  /** The address with the scope of that index; a negative one is none. */
  static Inet6Address scoped(Inet6Address address, int index) {
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), index);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " has not 16 bytes", e);
    }
  }

  @Nullable Nic named(String name) {
    for (Nic nic : all) {
      if (nic.name().equals(name)) {
        return nic;
      }
    }
    return null;
  }

  /** All names, for an error. */
  String names() {
    StringBuilder names = new StringBuilder();
    for (Nic nic : all) {
      names.append(names.isEmpty() ? "" : ", ").append(nic.name());
    }
    return names.isEmpty() ? "none" : names.toString();
  }
}
