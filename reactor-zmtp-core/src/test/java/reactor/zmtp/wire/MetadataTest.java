package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

class MetadataTest {

  private static final String TYPE_PUSH =
      "0b 53 6f 63 6b 65 74 2d 54 79 70 65 00 00 00 04 50 55 53 48";

  @Test
  void propertiesAreWrittenInOrderAsTheyWereNamed() {
    Metadata metadata =
        Metadata.empty().with("Socket-Type", "PUSH").with("X-a", Hex.bytes("ff 00"));

    assertThat(Hex.written(metadata))
        .isEqualTo(Hex.bytes(TYPE_PUSH + " 03 58 2d 61 00 00 00 02 ff 00"));
    assertThat(metadata.names()).containsExactly("Socket-Type", "X-a");
  }

  @Test
  void propertiesAreRead() {
    Metadata metadata = decode(TYPE_PUSH + " 03 58 2d 61 00 00 00 02 ff 00");

    assertThat(metadata.text("Socket-Type")).isEqualTo("PUSH");
    assertThat(metadata.get("X-a")).isEqualTo(Hex.bytes("ff 00"));
    assertThat(metadata.names()).containsExactly("Socket-Type", "X-a");
  }

  @Test
  void propertiesAreReadFromAnOffset() {
    assertThat(Metadata.decode(Hex.bytes("aa bb " + TYPE_PUSH), 2).text("Socket-Type"))
        .isEqualTo("PUSH");
  }

  @Test
  void thereMayBeNone() {
    assertThat(decode("")).isEqualTo(Metadata.empty());
  }

  @Test
  void whatIsNotThereIsNull() {
    assertThat(decode(TYPE_PUSH).get("Identity")).isNull();
    assertThat(decode(TYPE_PUSH).text("Identity")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Socket-Type", "socket-type", "SOCKET-TYPE", "sOcKeT-tYpE"})
  void namesAreReadInAnyCase(String name) {
    assertThat(Metadata.empty().with(name, "PUSH").text("Socket-Type")).isEqualTo("PUSH");
    assertThat(decode(TYPE_PUSH).text(name)).isEqualTo("PUSH");
  }

  @Test
  void ignoringCaseEndsAtAscii() {
    // 'Ä' and 'ä' in Latin-1: bytes to us, not letters.
    Metadata metadata = decode("01 c4 00 00 00 01 41  01 e4 00 00 00 01 61");

    assertThat(metadata.names()).hasSize(2);
  }

  @Test
  void emptyValuesAreLegal() {
    assertThat(decode("08 49 64 65 6e 74 69 74 79 00 00 00 00").get("Identity")).isEmpty();
  }

  @Test
  void ofSeveralWithTheSameNameTheFirstCounts() {
    Metadata metadata = decode("01 41 00 00 00 01 31  01 42 00 00 00 00  01 61 00 00 00 01 32");

    assertThat(metadata.text("A")).isEqualTo("1");
    assertThat(metadata.names()).containsExactly("A", "B");
  }

  @Test
  void whatFollowsAPropertyThatDoesNotCountIsRead() {
    Metadata metadata = decode("01 41 00 00 00 01 31  01 61 00 00 00 01 32  01 42 00 00 00 01 33");

    assertThat(Hex.written(metadata))
        .isEqualTo(Hex.bytes("01 41 00 00 00 01 31  01 42 00 00 00 01 33"));
  }

  @Test
  void valuesAreBytesAndNeverText() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    Metadata metadata = Metadata.decode(Hex.written(Metadata.empty().with("Identity", all)), 0);

    assertThat(metadata.get("Identity")).isEqualTo(all);
  }

  @Test
  void namesOf255CharactersAreRead() {
    String name = "X-" + "n".repeat(253);

    assertThat(Metadata.decode(Hex.written(Metadata.empty().with(name, "v")), 0).text(name))
        .isEqualTo("v");
  }

  @Test
  void namesWithAnyBytesAreReadAndWrittenBack() {
    String odd = "04 00 20 ff 80 00 00 00 01 76";

    assertThat(Hex.written(decode(odd))).isEqualTo(Hex.bytes(odd));
  }

  @Test
  void anEmptyNameIsRefused() {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("00 00 00 00 01 76"))
        .contains("without a name");
  }

  @Test
  void aNameBeyondTheEndIsRefused() {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("04 41 42 43"))
        .contains("name of 4 bytes", "3 follow");
  }

  @Test
  void aNameThatEndsWithTheMetadataIsRefusedForItsValue() {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("03 41 42 43"))
        .contains("the length of its value: 0 bytes of 4");
  }

  @Test
  void aNameLengthOver127IsNotNegative() {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("ff 41")).contains("name of 255 bytes");
  }

  @Test
  void aValueBeyondTheEndIsRefused() {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("01 41 00 00 00 02 31"))
        .contains("value of 2 bytes", "1 follow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7f ff ff ff", "80 00 00 00", "ff ff ff ff"})
  void aHugeValueIsRefusedAsAnUnsignedLength(String length) {
    assertBreaks(Rule.INVALID_METADATA, () -> decode("01 41 " + length + " 31"))
        .contains("value of " + HexFormat.fromHexDigitsToLong(length.replace(" ", "")) + " bytes");
  }

  @Test
  void anAnnouncedLengthAllocatesNothing() {
    // No JVM has an array of 2^31-1 bytes: to allocate it would be an OutOfMemoryError.
    ByteBuf announces = Hex.buffer("01 41 7f ff ff ff 31");

    assertBreaks(Rule.INVALID_METADATA, () -> Metadata.decode(announces));
  }

  @Test
  void everyCutOfMetadataIsRefusedUnlessItFallsBetweenProperties() {
    byte[] whole = Hex.bytes(TYPE_PUSH + TYPE_PUSH);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length % (whole.length / 2) == 0) {
        Metadata.decode(cut, 0);
      } else {
        assertBreaks(Rule.INVALID_METADATA, () -> Metadata.decode(cut, 0));
      }
    }
  }

  @Test
  void sixtyFourPropertiesAreRead() {
    assertThat(Metadata.decode(properties(64), 0).names()).hasSize(64);
  }

  @Test
  void sixtyFivePropertiesAreRefused() {
    assertBreaks(Rule.INVALID_METADATA, () -> Metadata.decode(properties(65), 0))
        .contains("more than 64");
  }

  @Test
  void aNameOfOtherCharactersIsNotFoundByTheirLowestByte() {
    assertThat(decode("01 41 00 00 00 00").get("\u0141")).isNull();
  }

  @Test
  void metadataReadsAsItWasWritten() {
    Random random = new Random(6);
    for (int i = 0; i < 500; i++) {
      Metadata metadata = Metadata.empty();
      for (int count = random.nextInt(10); count > 0; count--) {
        byte[] value = new byte[random.nextInt(300)];
        random.nextBytes(value);
        metadata = metadata.with("X-" + "n".repeat(random.nextInt(253)) + count, value);
      }
      byte[] written = Hex.written(metadata);

      assertThat(written).hasSize(metadata.byteLength());
      assertThat(Metadata.decode(written, 0)).isEqualTo(metadata);
      assertThat(Hex.written(Metadata.decode(written, 0))).isEqualTo(written);
    }
  }

  @Test
  void randomBytesAreRefusedOrUnderstoodButNeverBreakTheDecoder() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int zero = 0; zero < bytes.length; zero++) {
        // Small numbers now and then, so that some lengths do add up.
        bytes[zero] = random.nextBoolean() ? (byte) random.nextInt(3) : bytes[zero];
      }
      try {
        assertThat(Metadata.decode(bytes, 0).byteLength()).isLessThanOrEqualTo(bytes.length);
      } catch (ProtocolException refused) {
        assertThat(refused.rule()).isEqualTo(Rule.INVALID_METADATA);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X a", "X:a", "Xä", "X\n"})
  void aNameBeyondTheGrammarIsNotSent(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Metadata.empty().with(name, "v"));
  }

  @Test
  void aNameOf256CharactersIsNotSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metadata.empty().with("n".repeat(256), "v"));
  }

  @Test
  void anotherPropertyLeavesTheFirstOnesAsTheyAre() {
    Metadata one = Metadata.empty().with("A", "1");
    Metadata two = one.with("B", "2");

    assertThat(Metadata.empty().names()).isEmpty();
    assertThat(one.names()).containsExactly("A");
    assertThat(two.names()).containsExactly("A", "B");
  }

  @Test
  void aPropertySetAgainIsReplaced() {
    assertThat(Metadata.empty().with("A", "1").with("a", "2"))
        .satisfies(
            metadata -> {
              assertThat(metadata.names()).containsExactly("a");
              assertThat(metadata.text("A")).isEqualTo("2");
            });
  }

  @Test
  void valuesAreCopiedInAndOut() {
    byte[] value = {1};
    Metadata metadata = Metadata.empty().with("A", value);
    value[0] = 2;
    byte[] read = metadata.get("A");
    assertThat(read).containsExactly(1);
    read[0] = 3;

    assertThat(metadata.get("A")).containsExactly(1);
  }

  @Test
  void neitherOrderNorCaseOfNamesMakesADifference() {
    Metadata metadata = Metadata.empty().with("A", "1").with("B", "2");

    assertThat(metadata)
        .isEqualTo(Metadata.empty().with("b", "2").with("a", "1"))
        .hasSameHashCodeAs(Metadata.empty().with("b", "2").with("a", "1"))
        .isNotEqualTo(Metadata.empty().with("A", "1"))
        .isNotEqualTo(Metadata.empty().with("A", "1").with("B", "3"))
        .isNotEqualTo("A");
  }

  @Test
  void metadataOfDifferentValuesHaveDifferentHashCodes() {
    assertThat(Metadata.empty().with("A", "1"))
        .doesNotHaveSameHashCodeAs(Metadata.empty().with("A", "2"));
  }

  @Test
  void aPropertySetAgainStaysInItsPlace() {
    Metadata metadata = Metadata.empty().with("A", "1").with("B", "2").with("C", "3");

    assertThat(Hex.written(metadata.with("b", "long")))
        .isEqualTo(
            Hex.bytes("01 41 00 00 00 01 31 01 62 00 00 00 04 6c 6f 6e 67 01 43 00 00 00 01 33"));
  }

  @Test
  void theFirstPropertySetAgainStaysFirst() {
    Metadata metadata = Metadata.empty().with("A", "1").with("B", "2");

    assertThat(Hex.written(metadata.with("a", "")))
        .isEqualTo(Hex.bytes("01 61 00 00 00 00 01 42 00 00 00 01 32"));
  }

  @Test
  void bytesAreTheCallersOwn() {
    Metadata metadata = Metadata.empty().with("A", "1");
    metadata.toByteArray()[0] = 0;

    assertThat(metadata.toByteArray()).isEqualTo(Hex.bytes("01 41 00 00 00 01 31"));
  }

  @Test
  void aBufferIsReadToItsEnd() {
    ByteBuf in = Hex.buffer("ff " + TYPE_PUSH).skipBytes(1);

    assertThat(Metadata.decode(in).text("Socket-Type")).isEqualTo("PUSH");
    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void theTextHasTheCountOfProperties() {
    assertThat(Metadata.empty()).hasToString("Metadata[0 properties]");
  }

  @Test
  void neitherNamesNorValuesAreInTheText() {
    assertThat(Metadata.empty().with("X-Token", "secret")).hasToString("Metadata[1 property]");
  }

  private static Metadata decode(String hex) {
    return Metadata.decode(Hex.bytes(hex), 0);
  }

  private static byte[] properties(int count) {
    ByteBuf out = Unpooled.buffer();
    for (int i = 0; i < count; i++) {
      Metadata.empty().with("n" + i, new byte[0]).writeTo(out);
    }
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }
}
