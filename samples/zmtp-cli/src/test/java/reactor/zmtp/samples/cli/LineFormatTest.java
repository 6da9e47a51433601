package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ZmqMessage;

class LineFormatTest {

  @Test
  void aLineIsAFrame() {
    assertThat(LineFormat.TEXT.parse("one line".getBytes(UTF_8)))
        .isEqualTo(ZmqMessage.of("one line"));
  }

  @Test
  void tabSeparatesFrames() {
    assertThat(LineFormat.TEXT.parse("a\tb\tc".getBytes(UTF_8)))
        .isEqualTo(ZmqMessage.of("a", "b", "c"));
  }

  @Test
  void aFrameBeforeBetweenOrAfterTabsMayBeEmpty() {
    assertThat(LineFormat.TEXT.parse("\ta\t\t".getBytes(UTF_8)))
        .isEqualTo(ZmqMessage.of("", "a", "", ""));
  }

  @Test
  void anEmptyLineIsAnEmptyFrame() {
    assertThat(LineFormat.TEXT.parse(new byte[0])).isEqualTo(ZmqMessage.of(""));
    assertThat(LineFormat.HEX.parse(new byte[0])).isEqualTo(ZmqMessage.of(""));
  }

  @Test
  void textKeepsBytesThatAreNotUtf8() {
    byte[] bytes = {(byte) 0xFF, 0, (byte) 0xC3};

    assertThat(LineFormat.TEXT.parse(bytes)).isEqualTo(ZmqMessage.of(bytes));
    assertThat(printed(LineFormat.TEXT, ZmqMessage.of(bytes))).containsExactly(0xFF, 0, 0xC3, '\n');
  }

  @Test
  void hexadecimalDigitsMayBeOfEitherCase() {
    assertThat(LineFormat.HEX.parse("00fF\t\t0A".getBytes(UTF_8)))
        .isEqualTo(ZmqMessage.wrap(new byte[] {0, (byte) 0xFF}, new byte[0], new byte[] {10}));
  }

  @Test
  void everyByteComesBackFromHexadecimal() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    ZmqMessage message = ZmqMessage.wrap(all, new byte[0], new byte[] {'\t', '\n'});

    byte[] line = printed(LineFormat.HEX, message);

    assertThat(LineFormat.HEX.parse(new String(line, UTF_8).stripTrailing().getBytes(UTF_8)))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "abc", "0g", "00 ff", "00\tx0", "é"})
  void whatIsNotHexadecimalIsRefused(String line) {
    assertThatThrownBy(() -> LineFormat.HEX.parse(line.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not hexadecimal");
  }

  private static byte[] printed(LineFormat format, ZmqMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.print(message, out);
    return out.toByteArray();
  }
}
