package reactor.zmtp.transport.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Address families that may be used, and which of them comes first. */
enum AddressFamilies {
  /** For a socket without {@code ipv6(true)}. */
  IPV4("IPv4"),
  /** For the source of a connection to an IPv6 address. */
  IPV6("IPv6"),
  /** With {@code ipv6(true)}: a dual stack, IPv6 first. */
  IPV6_THEN_IPV4("IPv6 or IPv4");

  final String words;

  AddressFamilies(String words) {
    this.words = words;
  }

  static AddressFamilies of(boolean ipv6) {
    return ipv6 ? IPV6_THEN_IPV4 : IPV4;
  }

  /** The one family that can talk to an address. */
  static AddressFamilies of(InetAddress peer) {
    return peer instanceof Inet6Address ? IPV6 : IPV4;
  }

  boolean allows(InetAddress address) {
    return address instanceof Inet4Address ? this != IPV6 : this != IPV4;
  }

  /** {@code 0.0.0.0}, or {@code ::} where IPv6 is allowed: on a dual stack that takes IPv4 too. */
  InetAddress wildcard() {
    return IpLiteral.address(new byte[this == IPV4 ? 4 : 16]);
  }

  /**
   * The one of an interface's addresses to use, or null. Of IPv4 addresses it is the first. IPv6
   * addresses go before them: a loopback address first, so that a socket bound to it is not
   * reachable from outside; link-local ones, which every interface has and few peers can reach,
   * last.
   */
  @Nullable InetAddress firstOf(List<InetAddress> addresses) {
    InetAddress best = null;
    for (InetAddress address : addresses) {
      if (allows(address) && (best == null || rank(address) < rank(best))) {
        best = address;
      }
    }
    return best;
  }

  private static int rank(InetAddress address) {
    if (address instanceof Inet4Address) {
      return 3;
    }
    if (address.isLinkLocalAddress()) {
      return 2;
    }
    return address.isLoopbackAddress() ? 0 : 1;
  }
}
