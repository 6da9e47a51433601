package reactor.zmtp.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.transport.address.IpLiteral;
import reactor.zmtp.transport.address.RemoteNetwork;

class ConnectionRateLimiterTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final InetAddress ANN = address("192.0.2.1");
  private static final InetAddress BOB = address("192.0.2.2");

  /** Close to the end of what a clock may tell. */
  private long now = Long.MAX_VALUE - SECOND / 2;

  @Test
  void withoutALimitEverythingIsAllowedAndNobodyIsRemembered() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(0);

    assertThat(allowed(rate, ANN, 100_000)).isEqualTo(100_000);
    assertThat(rate.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void asManyAsInASecondMayComeAtOnce(int perSecond) {
    assertThat(allowed(new ConnectionRateLimiter(perSecond), ANN, perSecond + 10))
        .isEqualTo(perSecond);
  }

  @Test
  void afterAWhileTheNextMayCome() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(10);
    allowed(rate, ANN, 10);

    now += 99 * MILLI;
    assertThat(allowed(rate, ANN, 1)).isZero();
    now += MILLI;
    assertThat(allowed(rate, ANN, 2)).isEqualTo(1);
  }

  @Test
  void whoKeepsTryingGetsTheRateAndNoMore() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(100);
    allowed(rate, ANN, 100);

    int allowed = 0;
    for (int i = 0; i < 10_000; i++) {
      now += MILLI;
      allowed += allowed(rate, ANN, 5);
    }

    assertThat(allowed).isEqualTo(1000);
  }

  @Test
  void whoIsQuietSavesUpNoMoreThanASecond() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(10);
    allowed(rate, ANN, 1);

    now += 3600 * SECOND;

    assertThat(allowed(rate, ANN, 100)).isEqualTo(10);
  }

  @Test
  void oneAddressDoesNotUseUpAnothers() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(2);
    allowed(rate, ANN, 100);

    assertThat(allowed(rate, BOB, 100)).isEqualTo(2);
  }

  /** Whoever has one IPv6 address has all of its network. */
  @Test
  void anIpv6NetworkOf64BitsCountsAsOneAddress() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(2);
    allowed(rate, address("2001:db8:0:1::1"), 1);
    allowed(rate, address("2001:db8:0:1:ffff:ffff:ffff:ffff"), 1);

    assertThat(allowed(rate, address("2001:db8:0:1::2"), 1)).isZero();
    assertThat(allowed(rate, address("2001:db8:0:2::1"), 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"::ffff:192.0.2.1, 192.0.2.1", "::1, ::2"})
  void theseAreOne(String one, String same) {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(1);
    allowed(rate, address(one), 1);

    assertThat(allowed(rate, address(same), 1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"::1, 0.0.0.1", "::1, 127.0.0.1", "0:0:c000:201::, 192.0.2.1"})
  void theseAreTwo(String one, String other) {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(1);
    allowed(rate, address(one), 1);

    assertThat(allowed(rate, address(other), 1)).isEqualTo(1);
  }

  @Test
  void whoWasQuietForASecondIsForgotten() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(5);
    for (int i = 0; i < 1000; i++) {
      allowed(rate, nth(i), 1);
    }
    now += SECOND;

    allowed(rate, BOB, 1);

    assertThat(rate.size()).isEqualTo(1);
  }

  @Test
  void noMoreAddressesAreRememberedThanThereIsRoomFor() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(5);

    for (int i = 0; i < 3 * ConnectionRateLimiter.MOST; i++) {
      allowed(rate, nth(i), 1);
      assertThat(rate.size()).isLessThanOrEqualTo(ConnectionRateLimiter.MOST);
    }
  }

  /** An attacker with many addresses does not get those forgotten that go on trying. */
  @Test
  void whoGoesOnTryingIsNotForgottenWhileOthersCome() {
    ConnectionRateLimiter rate = new ConnectionRateLimiter(1);
    allowed(rate, ANN, 1);

    for (int i = 0; i < 2 * ConnectionRateLimiter.MOST; i++) {
      allowed(rate, nth(i), 1);
      if (i % 1000 == 0) {
        assertThat(allowed(rate, ANN, 1)).isZero();
      }
    }
  }

  private int allowed(ConnectionRateLimiter rate, InetAddress address, int attempts) {
    int allowed = 0;
    for (int i = 0; i < attempts; i++) {
      allowed += rate.allows(RemoteNetwork.of(address), now) ? 1 : 0;
    }
    return allowed;
  }

  private static InetAddress nth(int i) {
    return IpLiteral.address(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
  }

  private static InetAddress address(String literal) {
    return Objects.requireNonNull(IpLiteral.parse(literal));
  }
}
