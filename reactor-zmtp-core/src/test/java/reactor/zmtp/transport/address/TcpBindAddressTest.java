package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reactor.zmtp.transport.address.Nics.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.InvalidEndpointException;

class TcpBindAddressTest {

  private static InetSocketAddress resolve(String endpoint, boolean ipv6) {
    return TcpBindAddress.parse(endpoint).resolve(ipv6, Nics.present());
  }

  private static InetSocketAddress resolveUnasked(String endpoint, boolean ipv6) {
    return TcpBindAddress.parse(endpoint).resolve(ipv6, Nics.UNASKED);
  }

  @Test
  void theWildcardIsEveryIpv4Address() {
    InetSocketAddress address = resolveUnasked("tcp://*:5555", false);

    assertThat(address.getAddress()).isInstanceOf(Inet4Address.class).isEqualTo(ip("0.0.0.0"));
    assertThat(address.getPort()).isEqualTo(5555);
  }

  @Test
  void theWildcardIsEveryIpv6AddressWithIpv6() {
    InetSocketAddress address = resolveUnasked("tcp://*:5555", true);

    assertThat(address.getAddress()).isInstanceOf(Inet6Address.class).isEqualTo(ip("::"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "tcp://127.0.0.1:0", "tcp://[127.0.0.1]:*"})
  void aWildcardPortIsLeftToTheSystem(String endpoint) {
    assertThat(resolveUnasked(endpoint, false))
        .isEqualTo(new InetSocketAddress(ip("127.0.0.1"), 0));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535", "00080, 80"})
  void aPortIsANumber(String text, int port) {
    assertThat(resolveUnasked("tcp://127.0.0.1:" + text, false).getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://[::1]:5555", "tcp://::1:5555"})
  void anIpv6AddressMayComeWithoutBrackets(String endpoint) {
    assertThat(resolveUnasked(endpoint, true)).isEqualTo(new InetSocketAddress(ip("::1"), 5555));
  }

  @Test
  void anIpv4AddressIsItselfWithIpv6Too() {
    assertThat(resolveUnasked("tcp://127.0.0.1:1", true).getAddress()).isEqualTo(ip("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anIpv4MappedAddressIsIpv4(boolean ipv6) {
    assertThat(resolveUnasked("tcp://[::ffff:127.0.0.1]:1", ipv6).getAddress())
        .isEqualTo(ip("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://[::1]:5555", "tcp://[::]:5555", "tcp://[fe80::1%eth0]:5555"})
  void anIpv6AddressNeedsIpv6(String endpoint) {
    assertThatThrownBy(() -> resolve(endpoint, false))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("is an IPv6 address, which needs ipv6(true)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://[fe80::1%eth0]:5555", "tcp://fe80::1%eth0:5555", "tcp://[fe80::1%7]:5555"})
  void aScopeIsAnInterfacesNameOrIndex(String endpoint) {
    InetSocketAddress address = resolve(endpoint, true);

    assertThat(address.getAddress()).isEqualTo(ip("fe80::1"));
    assertThat(((Inet6Address) address.getAddress()).getScopeId()).isEqualTo(Nics.ETH0);
  }

  @Test
  void aScopeThatIsNotThereIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> resolve("tcp://[fe80::1%eth7]:5555", true))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("scope \"eth7\"")
        .hasMessageContaining("lo, eth0, eth0:1, tun0, v4only, anycast, bare");
  }

  @Test
  void aLinkLocalAddressNeedsAScopeAndIsToldThoseThatAre() {
    assertThatThrownBy(() -> resolve("tcp://[fe80::7]:5555", true))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("host \"fe80::7\" is a link-local address")
        .hasMessageContaining("[fe80::7%SCOPE]")
        .hasMessageContaining("lo, eth0, eth0:1, tun0, v4only, anycast, bare");
  }

  @ParameterizedTest
  @CsvSource({
    "lo, 127.0.0.1",
    "eth0, 192.0.2.1",
    "eth0:1, 192.0.2.9",
    "v4only, 198.51.100.1",
  })
  void anInterfaceIsItsFirstIpv4Address(String nic, String expected) {
    assertThat(resolve("tcp://" + nic + ":5555", false))
        .isEqualTo(new InetSocketAddress(ip(expected), 5555));
  }

  @ParameterizedTest
  @CsvSource({
    "lo, ::1",
    "anycast, ::1",
    "eth0, 2001:db8::7",
    "tun0, fe80::9",
    "v4only, 198.51.100.1"
  })
  void anInterfaceIsItsBestIpv6AddressWithIpv6(String nic, String expected) {
    assertThat(resolve("tcp://" + nic + ":*", true))
        .isEqualTo(new InetSocketAddress(ip(expected), 0));
  }

  @Test
  void aLinkLocalAddressOfAnInterfaceKeepsItsScope() {
    InetAddress address = resolve("tcp://tun0:*", true).getAddress();

    assertThat(((Inet6Address) address).getScopeId()).isEqualTo(9);
  }

  @Test
  void anInterfaceThatIsNotThereIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> resolve("tcp://eth7:5555", false))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessage(
            "endpoint \"tcp://eth7:5555\": host \"eth7\" is neither an address nor a network"
                + " interface with one; this machine has: lo, eth0, eth0:1, tun0, v4only, anycast,"
                + " bare (DNS is not asked for it)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "server1.example.org", "127.0.0.1:80"})
  void aDnsNameIsRefused(String host) {
    TcpBindAddress address = TcpBindAddress.parse("tcp://" + host + ":5555");

    assertThatThrownBy(() -> address.resolve(false, Nics.present()))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("\"" + host + "\" is neither an address nor a network interface");
  }

  @Test
  void anInterfaceWithoutAddressesIsToldSo() {
    assertThatThrownBy(() -> resolve("tcp://bare:5555", true))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("interface bare has no IPv6 or IPv4 address");
  }

  @Test
  void anInterfaceWithIpv6AloneNeedsIpv6() {
    assertThatThrownBy(() -> resolve("tcp://tun0:5555", false))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("interface tun0 has no IPv4 address")
        .hasMessageEndingWith("it has an IPv6 address, which needs ipv6(true)");
  }

  @Test
  void theLoopbackInterfaceOfThisMachineCanBeBound() throws Exception {
    String loopback = NetworkInterface.getByInetAddress(ip("127.0.0.1")).getName();
    InetSocketAddress address = TcpBindAddress.parse("tcp://" + loopback + ":*").resolve(false);

    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void theEndpointIsKeptAsGiven() {
    assertThat(TcpBindAddress.parse("tcp://*:*").endpoint()).isEqualTo("tcp://*:*");
    assertThat(TcpBindAddress.parse("tcp://*:*")).hasToString("tcp://*:*");
  }

  @Test
  void aSourceIsRefused() {
    assertThatThrownBy(() -> TcpBindAddress.parse("tcp://eth0:0;server1:5555"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("';' parts a source from a destination, which is for connect");
  }
}
