package reactor.zmtp.socket;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.transport.Transport;
import reactor.zmtp.transport.address.Scheme;
import reactor.zmtp.transport.tcp.TcpTransport;

/** Registry of transports, by the schemes of their endpoints. */
public final class Transports {

  private static final List<Transport> ALL = List.of(new TcpTransport());

  private static final Set<String> OTHERS_OF_ZEROMQ =
      Set.of("inproc", "ipc", "udp", "ws", "wss", "pgm", "epgm", "norm", "tipc", "vmci", "vsock");

  private Transports() {}

  /**
   * Checks what is seen of an endpoint without looking anything up.
   *
   * @throws InvalidEndpointException if it is malformed, or no transport's
   */
  public static void check(ZmqEndpoint.Role role, String endpoint) {
    Transport transport = of(endpoint);
    if (role == ZmqEndpoint.Role.BOUND) {
      transport.checkBind(endpoint);
    } else {
      transport.checkConnect(endpoint);
    }
  }

  /**
   * Finds the transport of an endpoint.
   *
   * @throws InvalidEndpointException if it has no scheme, or one that is not supported
   */
  static Transport of(String endpoint) {
    String scheme = Scheme.of(endpoint);
    for (Transport each : ALL) {
      if (each.scheme().equals(scheme)) {
        return each;
      }
    }
    throw new InvalidEndpointException(endpoint, unknown(scheme));
  }

  private static String unknown(String scheme) {
    String supported = ALL.stream().map(Transport::scheme).collect(Collectors.joining(", "));
    // libzmq compares the scheme as it is written: TCP:// is unknown to it.
    String lower = scheme.toLowerCase(Locale.ROOT);
    if (ALL.stream().anyMatch(each -> each.scheme().equals(lower))) {
      return "the transport \"" + scheme + "\" is written in lower case: " + lower;
    }
    if (OTHERS_OF_ZEROMQ.contains(scheme)) {
      return "the transport " + scheme + " is not supported, " + supported + " is";
    }
    return "there is no transport \"" + scheme + "\"; " + supported + " is supported";
  }
}
