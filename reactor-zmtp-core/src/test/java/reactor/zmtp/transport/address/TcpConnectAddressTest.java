package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reactor.zmtp.transport.address.Nics.ip;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.InvalidEndpointException;

class TcpConnectAddressTest {

  private static InetSocketAddress destination(String endpoint, boolean ipv6) {
    return TcpConnectAddress.parse(endpoint).destination(ipv6, Nics.UNASKED);
  }

  private static @Nullable InetSocketAddress source(String endpoint, AddressFamilies families) {
    return TcpConnectAddress.parse(endpoint).source(families, Nics.present());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server1",
        "a",
        "s_1.my-net.example.org",
        "server1.example.org.",
        "3com.example",
        "x1",
        "[server1]"
      })
  void aNameIsLeftToBeResolved(String name) {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://" + name + ":5555");

    assertThat(address.needsResolution()).isTrue();
    assertThat(address.destination(false, Nics.UNASKED))
        .isEqualTo(
            InetSocketAddress.createUnresolved(name.replace("[", "").replace("]", ""), 5555));
  }

  @Test
  void aNumericAddressIsResolvedAlready() {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://192.0.2.1:5555");

    assertThat(address.needsResolution()).isFalse();
    assertThat(address.destination(false, Nics.UNASKED))
        .isEqualTo(new InetSocketAddress(ip("192.0.2.1"), 5555));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://[2001:db8::1]:5555", "tcp://2001:db8::1:5555"})
  void anIpv6AddressMayComeWithoutBrackets(String endpoint) {
    assertThat(destination(endpoint, true))
        .isEqualTo(new InetSocketAddress(ip("2001:db8::1"), 5555));
  }

  @Test
  void anIpv6AddressNeedsIpv6() {
    assertThatThrownBy(() -> destination("tcp://[::1]:5555", false))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessage(
            "endpoint \"tcp://[::1]:5555\": destination host \"::1\" is an IPv6 address, which"
                + " needs ipv6(true)");
  }

  @Test
  void anIpv4MappedAddressIsIpv4() {
    assertThat(destination("tcp://[::ffff:192.0.2.1]:5555", false).getAddress())
        .isEqualTo(ip("192.0.2.1"));
  }

  @Test
  void aScopeMayBeAnInterfacesName() {
    InetSocketAddress address =
        TcpConnectAddress.parse("tcp://[fe80::1%eth0]:5555").destination(true, Nics.present());

    assertThat(((Inet6Address) address.getAddress()).getScopeId()).isEqualTo(Nics.ETH0);
  }

  @Test
  void aLinkLocalDestinationNeedsAScopeAndIsToldThoseThatAre() {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://[fe80::1]:5555");

    assertThatThrownBy(() -> address.destination(true, Nics.present()))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("destination host \"fe80::1\" is a link-local address")
        .hasMessageContaining("lo, eth0, eth0:1, tun0, v4only, anycast, bare");
  }

  @Test
  void aScopeThatIsNotThereIsTold() {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://[fe80::1%eth7]:5555");

    assertThatThrownBy(() -> address.destination(true, Nics.present()))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("scope \"eth7\" is no network interface");
  }

  @ParameterizedTest
  @CsvSource({"tcp://0.0.0.0:5555, 127.0.0.1", "tcp://[::]:5555, ::1"})
  void theEndpointOfAWildcardBindLeadsToThisMachine(String endpoint, String expected) {
    assertThat(destination(endpoint, true)).isEqualTo(new InetSocketAddress(ip(expected), 5555));
  }

  @Test
  void withoutSemicolonThereIsNoSource() {
    assertThat(source("tcp://server1:5555", AddressFamilies.IPV4)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.17:5555, 192.0.2.17, 5555",
    "192.0.2.17:0, 192.0.2.17, 0",
    "192.0.2.17:*, 192.0.2.17, 0",
    "eth0:0, 192.0.2.1, 0",
    "eth0:1:*, 192.0.2.9, 0",
    "lo:5555, 127.0.0.1, 5555",
    "*:5555, 0.0.0.0, 5555",
  })
  void aSourceIsAnAddressOrAnInterface(String source, String host, int port) {
    String endpoint = "tcp://" + source + ";server1:5555";

    assertThat(source(endpoint, AddressFamilies.IPV4))
        .isEqualTo(new InetSocketAddress(ip(host), port));
    assertThat(destination(endpoint, false))
        .isEqualTo(InetSocketAddress.createUnresolved("server1", 5555));
  }

  @ParameterizedTest
  @CsvSource({"IPV4, 192.0.2.1", "IPV6, 2001:db8::7", "IPV6_THEN_IPV4, 2001:db8::7"})
  void aSourceInterfaceGivesTheAddressOfTheFamilyAskedFor(AddressFamilies families, String host) {
    assertThat(source("tcp://eth0:0;server1:5555", families))
        .isEqualTo(new InetSocketAddress(ip(host), 0));
  }

  @Test
  void aSourceFollowsTheFamilyOfThePeer() {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://*:0;server1:5555");

    assertThat(address.sourceFor(new InetSocketAddress(ip("192.0.2.1"), 1)))
        .isEqualTo(new InetSocketAddress(ip("0.0.0.0"), 0));
    assertThat(address.sourceFor(new InetSocketAddress(ip("2001:db8::1"), 1)))
        .isEqualTo(new InetSocketAddress(ip("::"), 0));
  }

  @Test
  void anIpv4SourceCannotReachAnIpv6Peer() {
    TcpConnectAddress address = TcpConnectAddress.parse("tcp://192.0.2.17:0;server1:5555");

    assertThatThrownBy(() -> address.sourceFor(new InetSocketAddress(ip("2001:db8::1"), 1)))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("source host \"192.0.2.17\" is an IPv4 address");
  }

  @Test
  void anIpv6SourceNeedsIpv6() {
    assertThatThrownBy(() -> source("tcp://[::1]:0;server1:5555", AddressFamilies.IPV4))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("source host \"::1\" is an IPv6 address, which needs ipv6(true)");
  }

  @Test
  void aSourceInterfaceThatIsNotThereIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> source("tcp://eth7:0;server1:5555", AddressFamilies.IPV4))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("source host \"eth7\" is neither an address nor a network interface")
        .hasMessageContaining("lo, eth0, eth0:1, tun0, v4only, anycast, bare");
  }

  @Test
  void aSourceAndADestinationOfDifferentFamiliesAreRefused() {
    assertThatThrownBy(() -> TcpConnectAddress.parse("tcp://192.0.2.1:0;[::1]:5555"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("different families");
  }

  @Test
  void theEndpointIsKeptAsGiven() {
    assertThat(TcpConnectAddress.parse("tcp://eth1:0;server1:5555").endpoint())
        .isEqualTo("tcp://eth1:0;server1:5555");
  }
}
