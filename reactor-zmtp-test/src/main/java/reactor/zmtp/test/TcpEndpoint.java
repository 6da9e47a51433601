package reactor.zmtp.test;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Endpoints as far as a test needs them: {@code tcp://host:port} with a numeric port, and to
 * connect to {@code ipc://path}.
 */
final class TcpEndpoint {

  private static final String SCHEME = "tcp://";
  private static final String IPC = "ipc://";

  private TcpEndpoint() {}

  /** Where to connect to: that, or {@code ipc://path}. */
  static SocketAddress target(String endpoint) {
    return endpoint.startsWith(IPC)
        ? UnixDomainSocketAddress.of(endpoint.substring(IPC.length()))
        : parse(endpoint);
  }

  static InetSocketAddress parse(String endpoint) {
    int colon = endpoint.lastIndexOf(':');
    if (!endpoint.startsWith(SCHEME) || colon <= SCHEME.length()) {
      throw wrong(endpoint);
    }
    String host = endpoint.substring(SCHEME.length(), colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = port(endpoint, endpoint.substring(colon + 1));
    return isAnyAddress(host) ? Tcp.loopback(port) : InetSocketAddress.createUnresolved(host, port);
  }

  static String of(SocketAddress target) {
    if (!(target instanceof InetSocketAddress address)) {
      return IPC + target;
    }
    InetAddress ip = address.getAddress();
    String host = ip == null ? address.getHostString() : ip.getHostAddress();
    return SCHEME
        + (ip instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + address.getPort();
  }

  /** What a listener on a wildcard says its address is can be reached on loopback. */
  private static boolean isAnyAddress(String host) {
    return host.equals("0.0.0.0")
        || host.equals("::")
        || host.equals("0:0:0:0:0:0:0:0")
        || host.equals("*");
  }

  private static int port(String endpoint, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw wrong(endpoint);
    }
    throw wrong(endpoint);
  }

  private static IllegalArgumentException wrong(String endpoint) {
    String inproc =
        endpoint.startsWith("inproc:")
            ? "; @ZmqTest(bind = \"tcp://127.0.0.1:*\") binds sockets so"
            : "";
    return new IllegalArgumentException(
        "endpoint \""
            + endpoint
            + "\": expected tcp://host:port with a port from 1 to 65535"
            + inproc);
  }
}
