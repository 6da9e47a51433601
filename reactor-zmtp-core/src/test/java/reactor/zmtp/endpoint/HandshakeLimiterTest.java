package reactor.zmtp.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.zmtp.transport.address.IpLiteral;
import reactor.zmtp.transport.address.RemoteNetwork;

class HandshakeLimiterTest {

  private static final int MOST = 8;

  private final HandshakeLimiter<String> handshakes = new HandshakeLimiter<>(MOST);

  private static Object address(String text) {
    return RemoteNetwork.of(Objects.requireNonNull(IpLiteral.parse(text)));
  }

  private void begin(String from, String... peers) {
    for (String peer : peers) {
      handshakes.begin(peer, address(from));
    }
  }

  @Test
  void itIsFullWhenThereAreAsManyAsThereMayBe() {
    begin("10.0.0.1", "a", "b", "c", "d", "e", "f", "g");
    assertThat(handshakes.isFull()).isFalse();

    begin("10.0.0.2", "h");

    assertThat(handshakes.isFull()).isTrue();
    handshakes.end("c");
    assertThat(handshakes.isFull()).isFalse();
  }

  @Test
  void ofTheAddressWithTheMostTheOldestGivesWay() {
    begin("10.0.0.2", "x", "y", "z");
    begin("10.0.0.1", "a", "b", "c", "d", "e");

    assertThat(handshakes.givingWayTo(address("10.0.0.3"))).isEqualTo("a");
    handshakes.end("a");
    handshakes.end("b");
    handshakes.end("c");
    assertThat(handshakes.givingWayTo(address("10.0.0.3"))).isEqualTo("x");
  }

  /** As behind a load balancer: nobody loses what he has begun. */
  @Test
  void nobodyGivesWayToOneOfHisOwnAddress() {
    begin("10.0.0.1", "a", "b", "c", "d", "e", "f", "g", "h");

    assertThat(handshakes.givingWayTo(address("10.0.0.1"))).isNull();
  }

  /** Or those of two large addresses would go on cutting off each other. */
  @Test
  void nobodyGivesWayToAnAddressThatWouldHaveHalfAsMany() {
    begin("10.0.0.1", "a", "b", "c", "d");
    begin("10.0.0.2", "x");

    assertThat(handshakes.givingWayTo(address("10.0.0.2"))).isNull();
    assertThat(handshakes.givingWayTo(address("10.0.0.3"))).isEqualTo("a");
    handshakes.end("a");
    handshakes.end("b");
    assertThat(handshakes.givingWayTo(address("10.0.0.3"))).isNull();
  }

  @Test
  void anIpv6AddressCountsAsItsNetwork() {
    begin("2001:db8::1", "a");
    begin("2001:db8::2", "b");
    begin("2001:db8::ffff", "c");

    assertThat(handshakes.givingWayTo(address("2001:db8::3"))).isNull();
    assertThat(handshakes.givingWayTo(address("2001:db8:0:1::1"))).isEqualTo("a");
  }

  @Test
  void whoWasForgottenIsForgottenOnce() {
    begin("10.0.0.1", "a", "b");

    handshakes.end("a");
    handshakes.end("a");
    handshakes.end("b");
    handshakes.end("nobody");

    assertThat(handshakes.addresses()).isZero();
    assertThat(handshakes.givingWayTo(address("10.0.0.2"))).isNull();
    begin("10.0.0.2", "c", "d", "e");
    assertThat(handshakes.givingWayTo(address("10.0.0.1"))).isEqualTo("c");
  }
}
