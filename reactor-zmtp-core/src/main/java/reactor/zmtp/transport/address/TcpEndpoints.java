package reactor.zmtp.transport.address;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * Writes addresses as endpoints: in the canonical form, by which a bound endpoint is reported and
 * unbound.
 */
public final class TcpEndpoints {

  public static final String SCHEME = "tcp";

  private TcpEndpoints() {}

  /**
   * The endpoint of an address, which can be parsed again: {@code tcp://127.0.0.1:5555}, {@code
   * tcp://[::1]:5555}, {@code tcp://0.0.0.0:49152} for a wildcard, {@code
   * tcp://[fe80::1%eth0]:5555} for a link-local address. An IPv4-mapped address is written as the
   * IPv4 address it is, where libzmq writes {@code [::ffff:127.0.0.1]}.
   */
  public static String format(InetSocketAddress address) {
    return SCHEME + "://" + address(address);
  }

  /** The same without the scheme. */
  public static String address(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip == null ? address.getHostString() : host(ip);
    boolean brackets = host.indexOf(':') >= 0;
    return (brackets ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The address without brackets. */
  static String host(InetAddress address) {
    InetAddress plain = IpLiteral.address(address.getAddress());
    String host = NetUtil.toAddressString(plain);
    // As in getnameinfo after getsockname: the kernel tells a scope for link-local addresses alone.
    return address instanceof Inet6Address ipv6 && ipv6.isLinkLocalAddress()
        ? host + scope(ipv6)
        : host;
  }

  private static String scope(Inet6Address address) {
    NetworkInterface nic = address.getScopedInterface();
    int index = address.getScopeId();
    if (nic == null && index > 0) {
      try {
        nic = NetworkInterface.getByIndex(index);
      } catch (SocketException e) {
        return "%" + index;
      }
    }
    if (nic != null) {
      return "%" + nic.getName();
    }
    return index > 0 ? "%" + index : "";
  }
}
