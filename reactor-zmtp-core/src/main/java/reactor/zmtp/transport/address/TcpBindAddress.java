package reactor.zmtp.transport.address;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import reactor.zmtp.InvalidEndpointException;

/**
 * Address that a listener is to be bound to, as {@code zmq_tcp(7)} has it: {@code
 * tcp://INTERFACE:PORT}, where the interface is {@code *}, a numeric address or the name of a
 * network interface, and the port is a number, or {@code *} or {@code 0} for one that the system
 * picks. Immutable.
 */
public final class TcpBindAddress {

  private final String endpoint;
  private final HostAndPort address;

  private TcpBindAddress(String endpoint, HostAndPort address) {
    this.endpoint = endpoint;
    this.address = address;
  }

  /**
   * Reads an endpoint such as {@code tcp://*:5555}. Nothing is looked up.
   *
   * @throws InvalidEndpointException if it is malformed; the message says which part is
   */
  public static TcpBindAddress parse(String endpoint) {
    return of(endpoint, Scheme.strip(TcpEndpoints.SCHEME, endpoint));
  }

  /** Reads the address in an endpoint of whatever scheme, such as {@code *:5555}. */
  public static TcpBindAddress of(String endpoint, String text) {
    if (text.indexOf(';') >= 0) {
      throw new InvalidEndpointException(
          endpoint,
          "';' parts a source from a destination, which is for connect; bind takes one address");
    }
    return new TcpBindAddress(endpoint, HostAndPort.parse(endpoint, text, AddressRole.BIND));
  }

  /**
   * Finds the address to bind, as the interfaces of this machine are now; its port is 0 if the
   * system is to pick one. Does not block.
   *
   * <p>The wildcard is {@code 0.0.0.0}, or {@code ::} with IPv6, which on a dual stack takes IPv4
   * connections too. An interface gives its first IPv4 address; with IPv6 an IPv6 address, loopback
   * first and link-local last, or else (where libzmq fails) its IPv4 address.
   *
   * @throws InvalidEndpointException if the host is no interface of this machine, or is of the
   *     wrong family
   */
  public InetSocketAddress resolve(boolean ipv6) {
    return resolve(ipv6, NetworkInterfaces::ofThisMachine);
  }

  InetSocketAddress resolve(boolean ipv6, Supplier<NetworkInterfaces> interfaces) {
    AddressLookup lookup =
        new AddressLookup(endpoint, AddressRole.BIND, AddressFamilies.of(ipv6), interfaces);
    return new InetSocketAddress(lookup.local(address.host()), address.port());
  }

  /** Whether it is every address of this machine, of whatever family. */
  public boolean isWildcard() {
    return address.host() instanceof Host.Wildcard;
  }

  /** The endpoint as it was given. */
  public String endpoint() {
    return endpoint;
  }

  @Override
  public String toString() {
    return endpoint;
  }
}
