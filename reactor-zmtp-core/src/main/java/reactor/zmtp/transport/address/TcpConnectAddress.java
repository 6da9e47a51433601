package reactor.zmtp.transport.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;

/**
 * Address that a connection is to go to, as {@code zmq_tcp(7)} has it: {@code tcp://HOST:PORT} or
 * {@code tcp://SOURCE;HOST:PORT}, where the host is a DNS name or a numeric address, and the source
 * is what {@link TcpBindAddress} takes. Immutable.
 */
public final class TcpConnectAddress {

  private final String endpoint;
  private final @Nullable HostAndPort source;
  private final HostAndPort destination;

  private TcpConnectAddress(
      String endpoint, @Nullable HostAndPort source, HostAndPort destination) {
    this.endpoint = endpoint;
    this.source = source;
    this.destination = destination;
  }

  /**
   * Reads an endpoint such as {@code tcp://server1:5555} or {@code tcp://eth1:0;server1:5555}.
   * Nothing is looked up.
   *
   * @throws InvalidEndpointException if it is malformed; the message says which part is
   */
  public static TcpConnectAddress parse(String endpoint) {
    return of(endpoint, Scheme.strip(TcpEndpoints.SCHEME, endpoint));
  }

  /** Reads the address in an endpoint of whatever scheme, such as {@code server1:5555}. */
  public static TcpConnectAddress of(String endpoint, String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return new TcpConnectAddress(
          endpoint, null, HostAndPort.parse(endpoint, text, AddressRole.DESTINATION));
    }
    if (semicolon != text.lastIndexOf(';')) {
      throw new InvalidEndpointException(
          endpoint, "there is more than one ';'; right is tcp://source:port;destination:port");
    }
    HostAndPort source =
        HostAndPort.parse(endpoint, text.substring(0, semicolon), AddressRole.SOURCE);
    HostAndPort destination =
        HostAndPort.parse(endpoint, text.substring(semicolon + 1), AddressRole.DESTINATION);
    refuseMixedFamilies(endpoint, source.host(), destination.host());
    return new TcpConnectAddress(endpoint, source, destination);
  }

  private static void refuseMixedFamilies(String endpoint, Host source, Host destination) {
    if (source instanceof Host.Literal from
        && destination instanceof Host.Literal to
        && from.address() instanceof Inet6Address != to.address() instanceof Inet6Address) {
      throw new InvalidEndpointException(
          endpoint,
          "the source and the destination are of different families: both IPv4 or both IPv6 is"
              + " right");
    }
  }

  /**
   * Finds the address to connect from, as the interfaces of this machine are now; its port is 0 if
   * the system is to pick one, and it is null if the endpoint names no source. Does not block. It
   * checks a source before the destination is known; an attempt asks {@link #sourceFor}.
   *
   * @throws InvalidEndpointException if the source is no interface of this machine, or is of the
   *     wrong family
   */
  public @Nullable InetSocketAddress source(boolean ipv6) {
    return source(AddressFamilies.of(ipv6), NetworkInterfaces::ofThisMachine);
  }

  /**
   * Finds the address to connect from to one of the destination's addresses: one of the same
   * family, which an interface may have beside another. As {@link #source} otherwise.
   *
   * @throws InvalidEndpointException if the source has no address of that family now
   */
  public @Nullable InetSocketAddress sourceFor(InetSocketAddress peer) {
    return source(AddressFamilies.of(peer.getAddress()), NetworkInterfaces::ofThisMachine);
  }

  @Nullable InetSocketAddress source(
      AddressFamilies families, Supplier<NetworkInterfaces> interfaces) {
    if (source == null) {
      return null;
    }
    AddressLookup lookup = new AddressLookup(endpoint, AddressRole.SOURCE, families, interfaces);
    return new InetSocketAddress(lookup.local(source.host()), source.port());
  }

  /**
   * Finds the address to connect to, as far as this machine knows it: resolved for a numeric
   * address, unresolved for a name. Does not block, does not ask DNS.
   *
   * <p>{@code 0.0.0.0} and {@code [::]}, which are the endpoint of a wildcard bind, mean this
   * machine: they become the loopback addresses, as on Linux. The JDK would look up the machine's
   * own name instead.
   *
   * @throws InvalidEndpointException if it is an IPv6 address and that is not allowed, or its scope
   *     is not there
   */
  public InetSocketAddress destination(boolean ipv6) {
    return destination(ipv6, NetworkInterfaces::ofThisMachine);
  }

  InetSocketAddress destination(boolean ipv6, Supplier<NetworkInterfaces> interfaces) {
    if (destination.host() instanceof Host.Literal literal) {
      AddressLookup lookup =
          new AddressLookup(
              endpoint, AddressRole.DESTINATION, AddressFamilies.of(ipv6), interfaces);
      InetAddress address = lookup.literal(literal);
      return new InetSocketAddress(
          address.isAnyLocalAddress() ? loopback(address) : address, destination.port());
    }
    return InetSocketAddress.createUnresolved(host(), destination.port());
  }

  private static InetAddress loopback(InetAddress wildcard) {
    byte[] address = new byte[wildcard.getAddress().length];
    if (wildcard instanceof Inet6Address) {
      address[15] = 1;
    } else {
      address[0] = 127;
      address[3] = 1;
    }
    return IpLiteral.address(address);
  }

  /** The destination as it was named, which the peer's certificate has to be for. */
  public InetSocketAddress peer() {
    boolean thisMachine =
        destination.host() instanceof Host.Literal literal && literal.address().isAnyLocalAddress();
    return InetSocketAddress.createUnresolved(
        thisMachine ? "localhost" : host(), destination.port());
  }

  String host() {
    Host host = destination.host();
    return host instanceof Host.Literal literal
        ? TcpEndpoints.host(literal.address())
        : ((Host.Name) host).name();
  }

  /**
   * Whether the destination is a name that DNS, or the machine's hosts file, has to turn into
   * addresses.
   */
  public boolean needsResolution() {
    return destination.host() instanceof Host.Name;
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
