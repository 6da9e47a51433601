package reactor.zmtp.transport;

import java.util.Locale;
import java.util.Set;
import reactor.zmtp.InvalidEndpointException;

/** The {@code tcp://} of an endpoint, and what stands in its place when it is wrong. */
final class TcpScheme {

  static final String PREFIX = "tcp://";

  private static final String SEPARATOR = "://";
  private static final String TCP = "tcp";
  private static final Set<String> OTHERS_OF_ZEROMQ =
      Set.of("inproc", "ipc", "udp", "ws", "wss", "pgm", "epgm", "norm", "tipc", "vmci", "vsock");

  private TcpScheme() {}

  /**
   * Takes the scheme off an endpoint.
   *
   * @return what follows {@code tcp://}, not empty
   * @throws InvalidEndpointException if it is not a TCP endpoint, or nothing follows
   */
  static String strip(String endpoint) {
    if (endpoint.isEmpty()) {
      throw new InvalidEndpointException(endpoint, "is empty; right is tcp://host:port");
    }
    refuseControlCharacters(endpoint);
    int separator = endpoint.indexOf(SEPARATOR);
    if (separator < 0) {
      throw new InvalidEndpointException(
          endpoint, "there is no \"://\" after the transport; right is tcp://host:port");
    }
    String transport = endpoint.substring(0, separator);
    if (!transport.equals(TCP)) {
      throw new InvalidEndpointException(endpoint, wrongTransport(transport));
    }
    String address = endpoint.substring(separator + SEPARATOR.length());
    if (address.isEmpty()) {
      throw new InvalidEndpointException(
          endpoint, "there is no host and no port after tcp://; right is tcp://host:port");
    }
    return address;
  }

  private static void refuseControlCharacters(String endpoint) {
    for (int i = 0; i < endpoint.length(); i++) {
      char c = endpoint.charAt(i);
      if (Character.isISOControl(c)) {
        throw new InvalidEndpointException(
            endpoint, String.format("the control character U+%04X at index %d", (int) c, i));
      }
    }
  }

  private static String wrongTransport(String transport) {
    if (transport.isEmpty()) {
      return "the transport before \"://\" is missing; tcp is supported";
    }
    // libzmq compares the scheme as it is written: TCP:// is unknown to it.
    if (transport.toLowerCase(Locale.ROOT).equals(TCP)) {
      return "the transport \"" + transport + "\" is written in lower case: tcp";
    }
    if (OTHERS_OF_ZEROMQ.contains(transport)) {
      return "the transport " + transport + " is not supported, tcp is";
    }
    return "there is no transport \"" + transport + "\"; tcp is supported";
  }
}
