package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.ProtocolVersion;

class FrameTest {

  @Test
  void aCommandSaysSoInItsFlags() {
    Frame frame = Frame.of(Command.pong(Hex.bytes("2a")));

    assertThat(frame.isCommand()).isTrue();
    assertThat(frame.payload()).isEqualTo(Hex.bytes("04 50 4f 4e 47 2a"));
    assertThat(frame.bytes(Framing.ZMTP_2_0)).isEqualTo(Hex.bytes("04 06 04 50 4f 4e 47 2a"));
  }

  @Test
  void aMessageHasNoFlags() {
    Frame frame = Frame.ofMessage(Hex.bytes("61 62"));

    assertThat(frame.isCommand()).isFalse();
    assertThat(frame.payload()).isEqualTo(Hex.bytes("61 62"));
    assertThat(frame.bytes(Framing.ZMTP_2_0)).isEqualTo(Hex.bytes("00 02 61 62"));
    assertThat(frame.bytes(Framing.ZMTP_1_0)).isEqualTo(Hex.bytes("03 00 61 62"));
  }

  @ParameterizedTest
  @CsvSource({
    "ZMTP_1_0, ZMTP_1_0",
    "ZMTP_2_0, ZMTP_2_0",
    "ZMTP_3_0, ZMTP_2_0",
    "ZMTP_3_1, ZMTP_2_0"
  })
  void versionsFrom2OnHaveTheSameHeader(ProtocolVersion version, Framing framing) {
    assertThat(Framing.of(version)).isEqualTo(framing);
  }
}
