package reactor.zmtp.transport.udp;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.SocketType;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Proxy;
import reactor.zmtp.option.Security;

/** Which sockets have udp endpoints: those that ask for nothing that datagrams cannot give. */
final class Terms {

  private Terms() {}

  /**
   * Checks a socket before it has the endpoint.
   *
   * @param able the types that may have it
   * @throws InvalidEndpointException if the socket is of another type, or its options promise more
   */
  static void check(String endpoint, TransportContext socket, Set<SocketType> able) {
    SocketType type = socket.peers().type();
    if (!able.contains(type)) {
      throw new InvalidEndpointException(endpoint, explain(type));
    }
    String promise = promise(socket.options());
    if (promise != null) {
      throw new InvalidEndpointException(
          endpoint,
          "this socket has "
              + promise
              + ", which datagrams would evade; right is a socket without it for udp alone");
    }
  }

  private static String explain(SocketType type) {
    return switch (type) {
      case RADIO -> "a RADIO socket sends datagrams, and does not bind; right is connect";
      case DISH -> "a DISH socket receives datagrams, and does not connect; right is bind";
      case DGRAM ->
          "a DGRAM socket sends to the address of each message, and does not connect; right is"
              + " bind";
      default ->
          "only RADIO, DISH and DGRAM sockets speak udp, and this is a "
              + type
              + " socket; right is tcp://";
    };
  }

  private static @Nullable String promise(Options options) {
    if (!(options.get(Option.SECURITY) instanceof Security.None)) {
      return "a security mechanism";
    }
    if (options.get(Option.TLS).isUsed()) {
      return "tls";
    }
    if (options.get(Option.AUTHENTICATOR) != null || !options.get(Option.ZAP_DOMAIN).isEmpty()) {
      return "an authenticator";
    }
    if (!options.get(Option.ACCEPT_FILTERS).isEmpty()) {
      return "acceptFilter"; // whoever sends a datagram writes what address he likes on it
    }
    Proxy proxy = options.get(Option.PROXY);
    if (proxy != null) {
      return proxy.protocol().option();
    }
    return options.get(Option.BIND_TO_DEVICE) != null ? "bindToDevice" : null;
  }
}
