package reactor.zmtp.transport.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;

/** Host of an endpoint as it is written: nothing has been looked up. */
sealed interface Host {

  /** All interfaces. */
  record Wildcard() implements Host {}

  /**
   * Numeric address; {@code scope} is one of IPv6: the name of an interface, or its index in
   * decimal.
   */
  record Literal(InetAddress address, @Nullable String scope) implements Host {}

  /** Name of an interface on a local side, of a host on the other. */
  record Name(String name) implements Host {}

  /**
   * Reads a host, without brackets.
   *
   * @throws InvalidEndpointException if it is not one
   */
  static Host parse(String endpoint, String text, AddressRole side) {
    if (text.isEmpty()) {
      throw new InvalidEndpointException(
          endpoint,
          "the "
              + side.part("host")
              + " before the port is missing; "
              + (side.local ? "* is every interface" : "right is tcp://host:port"));
    }
    if (text.equals("*")) {
      if (side.local) {
        return new Wildcard();
      }
      throw new InvalidEndpointException(
          endpoint, "the host * is for bind; connect needs the peer's name or address");
    }
    int percent = text.lastIndexOf('%');
    if (percent >= 0) {
      return scoped(endpoint, text, percent, side);
    }
    InetAddress address = IpLiteral.parse(text);
    if (address != null) {
      return new Literal(address, null);
    }
    String problem = side.local ? HostNames.interfaceProblem(text) : HostNames.hostProblem(text);
    if (problem != null) {
      throw new InvalidEndpointException(endpoint, side.part("host", text) + " " + problem);
    }
    return new Name(text);
  }

  private static Host scoped(String endpoint, String text, int percent, AddressRole side) {
    String scope = text.substring(percent + 1);
    if (!(IpLiteral.parse(text.substring(0, percent)) instanceof Inet6Address address)) {
      throw new InvalidEndpointException(
          endpoint, side.part("host", text) + " has a scope after %, which is for IPv6 addresses");
    }
    String problem = HostNames.scopeProblem(scope);
    if (problem != null) {
      throw new InvalidEndpointException(endpoint, side.part("host", text) + " " + problem);
    }
    return new Literal(address, scope);
  }
}
