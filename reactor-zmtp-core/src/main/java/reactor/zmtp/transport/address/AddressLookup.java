package reactor.zmtp.transport.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.function.Supplier;
import reactor.zmtp.InvalidEndpointException;

/**
 * Finds the address of a host that this machine knows by itself: a literal, a wildcard, an
 * interface. Never asks DNS.
 */
final class AddressLookup {

  private final String endpoint;
  private final AddressRole side;
  private final AddressFamilies families;
  private final Supplier<NetworkInterfaces> interfaces;

  /** The interfaces are asked for only when a name is to be found. */
  AddressLookup(
      String endpoint,
      AddressRole side,
      AddressFamilies families,
      Supplier<NetworkInterfaces> interfaces) {
    this.endpoint = endpoint;
    this.side = side;
    this.families = families;
    this.interfaces = interfaces;
  }

  /**
   * The address of a host on a local side.
   *
   * @throws InvalidEndpointException if there is none of the families allowed
   */
  InetAddress local(Host host) {
    if (host instanceof Host.Literal literal) {
      return literal(literal);
    }
    return host instanceof Host.Name name ? ofInterface(name.name()) : families.wildcard();
  }

  /**
   * A numeric address, with its scope's index in place of a name.
   *
   * @throws InvalidEndpointException if it is not of the families allowed, or its scope is not
   *     there, or it has none and needs one
   */
  InetAddress literal(Host.Literal literal) {
    InetAddress address = literal.address();
    if (!families.allows(address)) {
      throw new InvalidEndpointException(
          endpoint,
          side.part("host", TcpEndpoints.host(address))
              + (address instanceof Inet6Address
                  ? " is an IPv6 address, which needs ipv6(true)"
                  : " is an IPv4 address, from which an IPv6 one cannot be reached"));
    }
    String scope = literal.scope();
    if (scope == null && address.isLinkLocalAddress() && address instanceof Inet6Address) {
      String host = TcpEndpoints.host(address);
      throw new InvalidEndpointException(
          endpoint,
          side.part("host", host)
              + " is a link-local address, which is one of each network interface: right is ["
              + host
              + "%SCOPE], with one of the scopes of this machine: "
              + interfaces.get().names());
    }
    return scope != null && address instanceof Inet6Address ipv6
        ? NetworkInterfaces.scoped(ipv6, scopeIndex(scope))
        : address;
  }

  private int scopeIndex(String scope) {
    if (HostNames.isDigits(scope)) {
      return HostNames.index(scope);
    }
    NetworkInterfaces present = interfaces.get();
    NetworkInterfaces.Nic nic = present.named(scope);
    if (nic == null) {
      throw new InvalidEndpointException(
          endpoint,
          "the scope \""
              + scope
              + "\" is no network interface with an address; this machine has: "
              + present.names());
    }
    return nic.index();
  }

  private InetAddress ofInterface(String name) {
    NetworkInterfaces present = interfaces.get();
    NetworkInterfaces.Nic nic = present.named(name);
    if (nic == null) {
      throw new InvalidEndpointException(
          endpoint,
          side.part("host", name)
              + " is neither an address nor a network interface with one; this machine has: "
              + present.names()
              + " (DNS is not asked for it)");
    }
    InetAddress address = families.firstOf(nic.addresses());
    if (address == null) {
      throw new InvalidEndpointException(
          endpoint,
          "the network interface " + name + " has no " + families.words + " address" + hint(nic));
    }
    return address;
  }

  private String hint(NetworkInterfaces.Nic nic) {
    return families == AddressFamilies.IPV4 && AddressFamilies.IPV6.firstOf(nic.addresses()) != null
        ? "; it has an IPv6 address, which needs ipv6(true)"
        : "";
  }
}
