package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException.Rule;

class ErrorReasonTest {

  @Test
  void aReasonIsRead() {
    assertThat(reason("03 34 30 30")).isEqualTo("400");
  }

  @Test
  void aReasonMayBeEmpty() {
    assertThat(reason("00")).isEmpty();
  }

  @Test
  void aReasonOf255CharactersIsRead() {
    assertThat(ErrorReason.decode(Command.error("x".repeat(255)))).isEqualTo("x".repeat(255));
  }

  @Test
  void bytesAfterTheReasonDoNotHideIt() {
    assertThat(reason("03 34 30 30 00 ff")).isEqualTo("400");
  }

  @Test
  void aReasonThatCannotBePrintedDoesNotReachALog() {
    assertThat(reason("06 61 0a 1b 20 80 62")).isEqualTo("a?? ?b");
  }

  @Test
  void aReasonWithoutALengthIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> reason("")).contains("length of its reason");
  }

  @Test
  void aReasonBeyondItsCommandIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> reason("04 34 30 30"))
        .contains("reason of 4 bytes", "3 follow");
  }

  @Test
  void aReasonLengthOver127IsNotNegative() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> reason("ff 34")).contains("reason of 255 bytes");
  }

  @Test
  void ourOwnReasonIsCutAt255Characters() {
    assertThat(Command.error("x".repeat(300))).isEqualTo(Command.error("x".repeat(255)));
  }

  @Test
  void ourOwnReasonKeepsToVisibleCharacters() {
    assertThat(ErrorReason.decode(Command.error("no way\n€"))).isEqualTo("no_way__");
  }

  private static String reason(String body) {
    return ErrorReason.decode(Command.of(Command.ERROR, Hex.bytes(body)));
  }
}
