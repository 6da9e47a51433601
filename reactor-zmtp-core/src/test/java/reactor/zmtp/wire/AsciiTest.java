package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AsciiTest {

  @Test
  void whatIsPrintableIsLoggedAsItIs() {
    assertThat(printable(" !AZaz~")).isEqualTo(" !AZaz~");
  }

  @Test
  void whatIsNotPrintableIsLoggedAsAQuestionMark() {
    assertThat(printable("\u0000\u001f\n\u007f\u00ff")).isEqualTo("?????");
  }

  @Test
  void noMoreThan255CharactersAreLogged() {
    assertThat(printable("a".repeat(255))).hasSize(255);
    assertThat(printable("a".repeat(256))).hasSize(255);
  }

  @Test
  void lettersAreFoldedAndNothingElse() {
    assertThat(Ascii.fold("@AMZ[`amz{\u00c4")).isEqualTo("@amz[`amz{\u00c4");
  }

  private static String printable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Ascii.printable(bytes, 0, bytes.length);
  }
}
