package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GreetingTest {

  /** As libzmq 4.3.4 sends it. */
  static final String NULL_31 =
      """
      ff 00 00 00 00 00 00 00 01 7f
      03 01
      4e 55 4c 4c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      00
      00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      """;

  @Test
  void theNullGreetingIsTheOneLibzmqSends() {
    assertThat(Hex.written(Greeting.v31("NULL", false))).isEqualTo(Hex.bytes(NULL_31));
  }

  @Test
  void aServersGreetingSaysSo() {
    byte[] expected =
        Hex.bytes(
            """
            ff 00 00 00 00 00 00 00 01 7f
            03 01
            43 55 52 56 45 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            01
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            """);
    assertThat(Hex.written(Greeting.v31("CURVE", true))).isEqualTo(expected);
  }

  @Test
  void aMechanismOfTwentyCharactersFillsItsField() {
    byte[] written = Hex.written(Greeting.v31("ABCDEFGHIJKLMNOPQRST", false));

    assertThat(written).hasSize(Greeting.LENGTH);
    assertThat(written[31]).isEqualTo((byte) 'T');
    assertThat(written[32]).isZero();
  }

  @Test
  void aMechanismOfTwentyOneCharactersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Greeting.v31("ABCDEFGHIJKLMNOPQRSTU", false))
        .withMessageContaining("1 to 20 characters");
  }

  @Test
  void anEmptyMechanismIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Greeting.v31("", false));
  }

  @Test
  void aMechanismThatIsNotAsciiIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Greeting.v31("NÜLL", false));
  }

  @Test
  void aVersionBeyondOneByteIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Greeting(256, 0, "NULL", false));
  }

  @Test
  void eachPartOfAVersionIsOneByte() {
    assertThat(new Greeting(0, 0, "NULL", false).major()).isZero();
    assertThat(new Greeting(255, 255, "NULL", false).minor()).isEqualTo(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new Greeting(-1, 0, "NULL", false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Greeting(3, -1, "NULL", false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Greeting(3, 256, "NULL", false));
  }

  @Test
  void onlyVersionsFrom31UnderstandIt() {
    assertThat(new Greeting(3, 0, "NULL", false).understands31()).isFalse();
    assertThat(new Greeting(3, 1, "NULL", false).understands31()).isTrue();
    assertThat(new Greeting(3, 2, "NULL", false).understands31()).isTrue();
    assertThat(new Greeting(4, 0, "NULL", false).understands31()).isTrue();
  }
}
