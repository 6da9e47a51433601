package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reactor.zmtp.transport.address.Nics.ip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptFiltersTest {

  @Test
  void withoutFiltersEveryPeerIsTaken() {
    assertThat(AcceptFilters.none().accepts(ip("192.0.2.1"))).isTrue();
    assertThat(AcceptFilters.of(List.of()).accepts(ip("::1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.0.0/16, 192.168.255.255",
    "192.168.7.9/16, 192.168.0.1",
    "127.0.0.1/32, 127.0.0.1",
    "10.0.0.1, 10.0.0.1",
    "0.0.0.0/0, 203.0.113.9",
    "192.168.128.0/17, 192.168.128.0",
    "192.168.0.4/31, 192.168.0.5",
    "128.0.0.0/1, 255.255.255.255",
    "::1, ::1",
    "::/0, 2001:db8::1",
    "2001:db8::/33, 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
    "fe80::/10, febf::1",
    "::ffff:10.0.0.0/104, 10.255.0.1",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:0:0/96, 192.0.2.1",
  })
  void aPeerWithinABlockIsTaken(String cidr, String peer) {
    assertThat(AcceptFilters.of(List.of(cidr)).accepts(ip(peer))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.0.0/16, 192.169.0.0",
    "127.0.0.255/32, 127.0.0.1",
    "10.0.0.1, 10.0.0.2",
    "192.168.128.0/17, 192.168.127.255",
    "192.168.0.4/31, 192.168.0.6",
    "128.0.0.0/1, 127.255.255.255",
    "::1, ::2",
    "2001:db8::/33, 2001:db8:8000::",
    "fe80::/10, fec0::1",
    "0.0.0.0/0, ::1",
    "::/0, 127.0.0.1",
    "::7f00:1, 127.0.0.1",
  })
  void aPeerOutsideIsRefused(String cidr, String peer) {
    assertThat(AcceptFilters.of(List.of(cidr)).accepts(ip(peer))).isFalse();
  }

  @Test
  void anyBlockWillDo() {
    AcceptFilters filters = AcceptFilters.of(List.of("10.0.0.0/8", "::1"));

    assertThat(filters.accepts(ip("10.1.2.3"))).isTrue();
    assertThat(filters.accepts(ip("::1"))).isTrue();
    assertThat(filters.accepts(ip("192.0.2.1"))).isFalse();
  }

  @Test
  void anIpv4PeerThatTheJdkHoldsAsIpv6IsStillAnIpv4Peer() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    InetAddress peer = Inet6Address.getByAddress(null, mapped, -1);

    assertThat(AcceptFilters.of(List.of("10.0.0.0/8")).accepts(peer)).isTrue();
    assertThat(AcceptFilters.of(List.of("::/0")).accepts(peer)).isFalse();
  }

  @Test
  void aLinkLocalPeerIsMatchedWhateverItsScope() {
    assertThat(AcceptFilters.of(List.of("fe80::/64")).accepts(Nics.linkLocal("fe80::1", 3)))
        .isTrue();
  }

  @Test
  void oneMoreFilterLeavesTheOthersAsTheyAre() {
    AcceptFilters one = AcceptFilters.none().and("10.0.0.0/8");
    AcceptFilters two = one.and("::1");

    assertThat(one.accepts(ip("::1"))).isFalse();
    assertThat(two.accepts(ip("::1"))).isTrue();
    assertThat(two.accepts(ip("10.0.0.1"))).isTrue();
    assertThat(AcceptFilters.none().accepts(ip("192.0.2.1"))).isTrue();
  }

  @Test
  void theListTheyWereMadeOfMayChange() {
    List<String> cidrs = new ArrayList<>(List.of("10.0.0.0/8"));
    AcceptFilters filters = AcceptFilters.of(cidrs);
    cidrs.clear();

    assertThat(filters.accepts(ip("192.0.2.1"))).isFalse();
  }

  @Test
  void equalBlocksMakeEqualFilters() {
    assertThat(AcceptFilters.of(List.of("10.1.2.3/8", "::1")))
        .isEqualTo(AcceptFilters.of(List.of("10.0.0.0/8", "::1/128")))
        .hasSameHashCodeAs(AcceptFilters.of(List.of("10.0.0.0/8", "::1/128")))
        .isNotEqualTo(AcceptFilters.of(List.of("10.0.0.0/9", "::1/128")))
        .hasToString("[10.0.0.0/8, ::1/128]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '\"\" is neither an IPv4 nor an IPv6 address'",
    "foo, '\"foo\" is neither'",
    "0.0.0.0foo, '\"0.0.0.0foo\" is neither'",
    "10.0.0/8, '\"10.0.0\" is neither'",
    "010.0.0.1, '\"010.0.0.1\" is neither'",
    "/8, '\"\" is neither'",
    "[::1]/128, '\"[::1]\" is neither'",
    "fe80::1%eth0, '\"fe80::1%eth0\" is neither'",
    "0.0.0.0/foo, 'the length \"foo\" is not a number from 0 to 32'",
    "0.0.0.0/, 'the length \"\" is not a number from 0 to 32'",
    "0.0.0.0/-1, 'the length \"-1\" is not a number from 0 to 32'",
    "0.0.0.0/+1, 'the length \"+1\" is not'",
    "0.0.0.0/33, 'the length \"33\" is not a number from 0 to 32'",
    "0.0.0.0/4294967296, 'the length \"4294967296\" is not'",
    "10.0.0.0/8/8, 'the length \"8/8\" is not'",
    "10.0.0.0/ 8, 'the length \" 8\" is not'",
    "::/129, 'the length \"129\" is not a number from 0 to 128'",
    "::ffff:10.0.0.0/8, 'the length \"8\" is not a number from 96 to 128'",
  })
  void aMalformedFilterIsRefusedWithWhatIsWrong(String cidr, String reason) {
    assertThatThrownBy(() -> AcceptFilters.of(List.of("10.0.0.0/8", cidr)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("accept filter \"" + cidr + "\": ")
        .hasMessageContaining(reason);
  }
}
