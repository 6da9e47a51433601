package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;

class PingTest {

  @Test
  void theTimeToLiveIsInTenthsOfASecond() {
    Ping ping = ping("00 14");

    assertThat(ping.ttlDeciseconds()).isEqualTo(20);
    assertThat(ping.ttl()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theTimeToLiveIsUnsigned() {
    assertThat(ping("ff ff").ttl()).isEqualTo(Duration.ofMillis(6_553_500));
  }

  @Test
  void theTimeToLiveMayBeZero() {
    assertThat(ping("00 00").ttl()).isZero();
  }

  @Test
  void pongEchoesTheContext() {
    assertThat(Hex.written(ping("00 0a de ad be ef").pong()))
        .isEqualTo(Hex.bytes("04 09 04 50 4f 4e 47 de ad be ef"));
  }

  @Test
  void pongEchoesNoContext() {
    assertThat(Hex.written(ping("00 0a").pong())).isEqualTo(Hex.bytes("04 05 04 50 4f 4e 47"));
  }

  @Test
  void pongEchoesAContextOf16Bytes() {
    assertThat(Hex.written(ping("00 0a 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e ff").pong()))
        .isEqualTo(
            Hex.bytes("04 15 04 50 4f 4e 47 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e ff"));
  }

  @Test
  void pongEchoesAtMost16BytesOfALongerContext() {
    byte[] body = new byte[300];
    Arrays.fill(body, (byte) 7);

    Ping ping = Ping.decode(Command.of(Command.PING, body));

    assertThat(ping.pong().body()).isEqualTo(Arrays.copyOf(body, 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00"})
  void aPingWithoutATimeToLiveIsRefused(String body) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> ping(body)).contains("takes 2");
  }

  @Test
  void theContextIsTheCallersOwn() {
    Ping ping = ping("00 0a 01");
    ping.context()[0] = 2;

    assertThat(ping.context()).containsExactly(1);
  }

  @Test
  void anAnnouncedTimeToLiveIsRoundedUp() {
    assertThat(Ping.ttlDeciseconds(Duration.ZERO)).isZero();
    assertThat(Ping.ttlDeciseconds(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(100))).isEqualTo(1);
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(101))).isEqualTo(2);
    assertThat(Ping.ttlDeciseconds(Duration.ofSeconds(30))).isEqualTo(300);
  }

  @Test
  void anAnnouncedTimeToLiveIsCappedWhereLibzmqWraps() {
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(65_500))).isEqualTo(655);
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(65_501))).isEqualTo(655);
    assertThat(Ping.ttlDeciseconds(Duration.ofDays(1))).isEqualTo(655);
    assertThat(Ping.ttlDeciseconds(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(655);
  }

  @Test
  void aNegativeTimeToLiveAnnouncesNone() {
    assertThat(Ping.ttlDeciseconds(Duration.ofSeconds(-1))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void aTimeToLiveBeyondItsFieldIsNotSent(int ttl) {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.ping(ttl, new byte[0]));
  }

  @Test
  void aContextOf17BytesIsNotSent() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.ping(0, new byte[17]));
    assertThatIllegalArgumentException().isThrownBy(() -> Command.pong(new byte[17]));
  }

  @Test
  void noTimeToLiveIsSentAsZero() {
    assertThat(Hex.written(Command.ping(0, new byte[0])))
        .isEqualTo(Hex.bytes("04 07 04 50 49 4e 47 00 00"));
  }

  @Test
  void theLongestTimeToLiveIsSent() {
    assertThat(Hex.written(Command.ping(65_535, new byte[16])))
        .startsWith(Hex.bytes("04 17 04 50 49 4e 47 ff ff"));
  }

  @Test
  void anAnnouncedTimeToLiveThatIsJustBelowTheCapIsNotCut() {
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(65_400))).isEqualTo(654);
    assertThat(Ping.ttlDeciseconds(Duration.ofMillis(65_401))).isEqualTo(655);
  }

  @Test
  void theContextIsNotInTheText() {
    assertThat(ping("00 0a 01 02")).hasToString("Ping[ttl PT1S, context of 2 bytes]");
  }

  private static Ping ping(String body) {
    return Ping.decode(Command.of(Command.PING, Hex.bytes(body)));
  }
}
