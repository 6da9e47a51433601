package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.transport.address.Nics.ip;
import static reactor.zmtp.transport.address.Nics.linkLocal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpEndpointsTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, tcp://127.0.0.1:49152",
    "0.0.0.0, tcp://0.0.0.0:49152",
    "::, tcp://[::]:49152",
    "::1, tcp://[::1]:49152",
    "2001:DB8:0:0:1:0:0:1, tcp://[2001:db8::1:0:0:1]:49152",
    "::ffff:127.0.0.1, tcp://127.0.0.1:49152",
  })
  void anAddressIsWrittenCanonically(String address, String endpoint) {
    assertThat(TcpEndpoints.format(new InetSocketAddress(ip(address), 49152))).isEqualTo(endpoint);
  }

  @Test
  void anIpv4AddressThatTheJdkHoldsAsIpv6IsWrittenAsIpv4() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(TcpEndpoints.format(new InetSocketAddress(address, 1)))
        .isEqualTo("tcp://127.0.0.1:1");
  }

  @Test
  void aLinkLocalAddressIsWrittenWithTheNameOfItsInterface() throws Exception {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(ip("127.0.0.1"));
    InetAddress address = linkLocal("fe80::1", loopback.getIndex());

    assertThat(TcpEndpoints.format(new InetSocketAddress(address, 1)))
        .isEqualTo("tcp://[fe80::1%" + loopback.getName() + "]:1");
  }

  @Test
  void aScopeWithoutInterfaceIsWrittenAsANumber() {
    assertThat(TcpEndpoints.format(new InetSocketAddress(linkLocal("fe80::1", 987_654), 1)))
        .isEqualTo("tcp://[fe80::1%987654]:1");
  }

  @Test
  void aGlobalAddressIsWrittenWithoutScope() {
    InetAddress address = NetworkInterfaces.scoped((Inet6Address) ip("2001:db8::1"), 1);

    assertThat(TcpEndpoints.format(new InetSocketAddress(address, 1)))
        .isEqualTo("tcp://[2001:db8::1]:1");
  }

  @Test
  void aNameIsWrittenAsItIs() {
    assertThat(TcpEndpoints.format(InetSocketAddress.createUnresolved("server1", 1)))
        .isEqualTo("tcp://server1:1");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "0.0.0.0", "::", "::1", "2001:db8::1:0:0:1", "::1.2.3.4"})
  void whatIsWrittenCanBeBoundAgain(String address) {
    InetSocketAddress bound = new InetSocketAddress(ip(address), 49152);

    assertThat(TcpBindAddress.parse(TcpEndpoints.format(bound)).resolve(true)).isEqualTo(bound);
  }
}
