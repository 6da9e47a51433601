package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static reactor.zmtp.wire.Hex.bytes;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Z85Test {

  /** The test case of RFC 32, and the keys of libzmq's tests (test_security_curve, bogus keys). */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "864fd26fb559f75b HelloWorld",
        "8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7"
            + " JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6",
        "00000000 00000",
        "ffffffff %nSc0"
      })
  void itIsTheTextOfTheBytes(String hex, String text) {
    assertThat(Z85.encode(bytes(hex))).isEqualTo(text);
    assertThat(Z85.decode(text)).isEqualTo(bytes(hex));
  }

  @Test
  void nothingIsNothing() {
    assertThat(Z85.encode(new byte[0])).isEmpty();
    assertThat(Z85.decode("")).isEmpty();
  }

  @Test
  void whatWasEncodedIsDecoded() {
    Random random = new Random(1);
    for (int length = 0; length < 400; length += 4) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Z85.decode(Z85.encode(bytes))).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 31, 33})
  void onlyMultiplesOfFourBytesAreEncoded(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Z85.encode(new byte[length]))
        .withMessageContaining("multiple of 4 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"H", "Hell", "HelloW", "HelloWorl"})
  void onlyMultiplesOfFiveCharactersAreDecoded(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Z85.decode(text))
        .withMessageContaining("multiple of 5 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\"", "'", ",", ";", "\\", "_", "`", "|", "~", "\n", "\u007f", "\u00e9", "\u20ac"
      })
  void anyOtherCharacterIsRefused(String character) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Z85.decode("Hello" + character + "orld"))
        .withMessageContaining("character 6");
  }

  /** Five characters can be more than 32 bits; libzmq refuses them since 4.2.2 too. */
  @ParameterizedTest
  @ValueSource(strings = {"%nSc1", "#####", "%nSd0"})
  void whatIsMoreThanFourBytesIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Z85.decode("Hello" + text))
        .withMessageContaining("characters 6 to 10");
  }

  @Test
  void aTextThatMayBeASecretIsNotTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Z85.decode("secret~key"))
        .withMessageNotContaining("secret");
  }
}
