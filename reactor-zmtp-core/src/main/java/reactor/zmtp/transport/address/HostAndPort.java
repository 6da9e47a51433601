package reactor.zmtp.transport.address;

import reactor.zmtp.InvalidEndpointException;

/**
 * One end of a TCP connection as an endpoint writes it. On a local side port 0 is one the system
 * picks.
 */
record HostAndPort(Host host, int port) {

  private static final int HIGHEST_PORT = 65535;

  /**
   * Reads {@code host:port}. As in libzmq the last colon is the port's, so that an IPv6 address may
   * come without brackets; and brackets are allowed around any host.
   *
   * @throws InvalidEndpointException if a part is missing or wrong
   */
  static HostAndPort parse(String endpoint, String text, AddressRole side) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      throw new InvalidEndpointException(
          endpoint,
          "a tcp endpoint ends with its port: \"" + text.substring(slash) + "\" is too much");
    }
    return text.startsWith("[") ? bracketed(endpoint, text, side) : plain(endpoint, text, side);
  }

  private static HostAndPort bracketed(String endpoint, String text, AddressRole side) {
    int close = text.lastIndexOf(']');
    if (close < 0) {
      throw new InvalidEndpointException(
          endpoint, side.part("host") + " begins with '[', and no ']' ends it");
    }
    if (close == text.length() - 1) {
      throw noPort(endpoint, text, side);
    }
    if (text.charAt(close + 1) != ':') {
      throw new InvalidEndpointException(
          endpoint,
          "after the ']' of the "
              + side.part("host")
              + " comes ':' and the port, not \""
              + text.substring(close + 1)
              + "\"");
    }
    return of(endpoint, text.substring(1, close), text.substring(close + 2), side);
  }

  private static HostAndPort plain(String endpoint, String text, AddressRole side) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw noPort(endpoint, text, side);
    }
    String host = text.substring(0, colon);
    if (host.endsWith("]")) {
      throw new InvalidEndpointException(
          endpoint, side.part("host", host) + " ends with ']', and no '[' begins it");
    }
    return of(endpoint, host, text.substring(colon + 1), side);
  }

  private static HostAndPort of(String endpoint, String host, String port, AddressRole side) {
    return new HostAndPort(Host.parse(endpoint, host, side), port(endpoint, port, side));
  }

  private static InvalidEndpointException noPort(String endpoint, String text, AddressRole side) {
    return new InvalidEndpointException(
        endpoint, "there is no " + side.part("port") + "; right is \"" + text + ":5555\"");
  }

  private static int port(String endpoint, String text, AddressRole side) {
    if (side.local && (text.equals("*") || text.equals("0"))) {
      return 0;
    }
    int port = HostNames.isDigits(text) && text.length() <= 5 ? Integer.parseInt(text) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new InvalidEndpointException(
          endpoint,
          side.part("port", text)
              + " is not a number from 1 to 65535"
              + (side.local ? ", nor * or 0 for one that the system picks" : ""));
    }
    return port;
  }
}
