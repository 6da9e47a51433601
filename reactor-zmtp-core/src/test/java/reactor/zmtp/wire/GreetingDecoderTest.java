package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;

class GreetingDecoderTest {

  private static final Greeting NULL_31 = Greeting.v31("NULL", false);

  @Test
  void aWholeGreetingIsUnderstood() {
    assertThat(decode(Hex.bytes(GreetingTest.NULL_31))).isEqualTo(NULL_31);
  }

  @Test
  void aGreetingSplitAnywhereIsUnderstood() {
    Fragmenter.forEachFragmentation(
        Hex.bytes(GreetingTest.NULL_31),
        fragments -> {
          GreetingDecoder decoder = new GreetingDecoder();
          Greeting greeting = null;
          int received = 0;
          for (byte[] fragment : fragments) {
            ByteBuf in = Unpooled.wrappedBuffer(fragment);
            greeting = decoder.decode(in);
            received += fragment.length;
            assertThat(in.isReadable()).isFalse();
            assertThat(greeting == null).isEqualTo(received < Greeting.LENGTH);
          }
          assertThat(greeting).isEqualTo(NULL_31);
        });
  }

  @Test
  void bytesThatFollowAGreetingStay() {
    byte[] ready = Hex.bytes("04 06 05 52 45 41 44 59");
    ByteBuf in = Unpooled.wrappedBuffer(Hex.bytes(GreetingTest.NULL_31), ready);

    assertThat(new GreetingDecoder().decode(in)).isEqualTo(NULL_31);
    assertThat(ByteBufUtil.getBytes(in)).isEqualTo(ready);
  }

  @Test
  void bytesThatFollowAGreetingSplitAnywhereStay() {
    byte[] ready = Hex.bytes("04 06 05 52 45 41 44 59");
    byte[] greeting = Hex.bytes(GreetingTest.NULL_31);
    for (int at = 0; at < Greeting.LENGTH; at++) {
      GreetingDecoder decoder = new GreetingDecoder();
      ByteBuf rest =
          Unpooled.wrappedBuffer(Arrays.copyOfRange(greeting, at, Greeting.LENGTH), ready);

      assertThat(decoder.decode(Unpooled.wrappedBuffer(greeting, 0, at))).isNull();
      assertThat(decoder.decode(rest)).isEqualTo(NULL_31);
      assertThat(ByteBufUtil.getBytes(rest)).isEqualTo(ready);
    }
  }

  @Test
  void aCompleteDecoderTakesNoMoreBytes() {
    GreetingDecoder decoder = new GreetingDecoder();
    decoder.decode(Hex.buffer(GreetingTest.NULL_31));
    ByteBuf more = Hex.buffer(GreetingTest.NULL_31);

    assertThat(decoder.decode(more)).isEqualTo(NULL_31);
    assertThat(more.readableBytes()).isEqualTo(Greeting.LENGTH);
  }

  @Test
  void nothingIsNoGreetingYet() {
    assertThat(new GreetingDecoder().decode(Unpooled.EMPTY_BUFFER)).isNull();
  }

  @Test
  void paddingIsNeverInterpreted() {
    byte[] bytes = Hex.bytes(GreetingTest.NULL_31);
    Random random = new Random(23);
    for (int i = 0; i < 1000; i++) {
      byte[] padding = new byte[8];
      random.nextBytes(padding);
      System.arraycopy(padding, 0, bytes, 1, 8);

      assertThat(decode(bytes)).isEqualTo(NULL_31);
    }
  }

  @Test
  void fillerIsNeverInterpreted() {
    byte[] bytes = Hex.bytes(GreetingTest.NULL_31);
    Arrays.fill(bytes, 33, Greeting.LENGTH, (byte) 0xff);

    assertThat(decode(bytes)).isEqualTo(NULL_31);
  }

  @Test
  void aTenthByteWithItsLowestBitSetEndsTheSignature() {
    assertThat(decode(with(9, 0x01))).isEqualTo(NULL_31);
  }

  @Test
  void asServerIsNeverRequired() {
    // libzmq as a CURVE server.
    byte[] bytes = Hex.written(Greeting.v31("CURVE", false));

    assertThat(decode(bytes)).isEqualTo(new Greeting(3, 1, "CURVE", false));
  }

  @Test
  void asServerIsRead() {
    assertThat(decode(Hex.written(Greeting.v31("CURVE", true))))
        .isEqualTo(Greeting.v31("CURVE", true));
  }

  @Test
  void noValueOfAsServerIsRefused() {
    assertThat(decode(with(32, 0x07))).isEqualTo(Greeting.v31("NULL", true));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 127, 128, 255})
  void majorVersionsFrom3AreAccepted(int major) {
    assertThat(decode(with(10, major))).isEqualTo(new Greeting(major, 1, "NULL", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255})
  void anyMinorVersionIsAccepted(int minor) {
    assertThat(decode(with(11, minor))).isEqualTo(new Greeting(3, minor, "NULL", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aZmtp2PeerIsRefusedAtItsVersion(int revision) {
    byte[] signatureAndRevision = Arrays.copyOf(with(10, revision), 11);

    assertBreaks(Rule.VERSION, () -> decode(signatureAndRevision))
        .isEqualTo(
            "the peer speaks ZMTP 2.0 (revision %d); ZMTP 3.x is required".formatted(revision));
  }

  @Test
  void theVersionThatIsTooOldIsTold() {
    assertThat(tooOld(new GreetingDecoder(), Arrays.copyOf(with(10, 0), 11)))
        .isEqualTo(ProtocolVersion.ZMTP_1_0);
    assertThat(tooOld(new GreetingDecoder(), Hex.bytes("01"))).isEqualTo(ProtocolVersion.ZMTP_1_0);
    assertThat(tooOld(new GreetingDecoder(), Arrays.copyOf(with(9, 0), 10)))
        .isEqualTo(ProtocolVersion.ZMTP_1_0);
    assertThat(tooOld(new GreetingDecoder(), Arrays.copyOf(with(10, 1), 11)))
        .isEqualTo(ProtocolVersion.ZMTP_2_0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1", "\u0016\u0003\u0001"})
  void whatIsNoPeerAtAllIsNotTooOld(String text) {
    assertThat(tooOld(new GreetingDecoder(), text.getBytes(StandardCharsets.US_ASCII))).isNull();
  }

  @Test
  void a30PeerIsRefusedWhere31IsRequired() {
    GreetingDecoder decoder = new GreetingDecoder(ProtocolVersion.ZMTP_3_1);
    byte[] upToMinor = Arrays.copyOf(with(11, 0), 12);

    assertBreaks(Rule.VERSION, () -> decoder.decode(Unpooled.wrappedBuffer(upToMinor)))
        .isEqualTo("the peer speaks ZMTP 3.0; ZMTP 3.1 or later is required");
    assertThat(decoder.tooOld()).isEqualTo(ProtocolVersion.ZMTP_3_0);
  }

  @Test
  void a31PeerIsAcceptedWhere31IsRequired() {
    ByteBuf in = Hex.buffer(GreetingTest.NULL_31);

    assertThat(new GreetingDecoder(ProtocolVersion.ZMTP_3_1).decode(in)).isEqualTo(NULL_31);
  }

  @Test
  void aPeerThatIsTooOldIsToldWhatIsRequired() {
    GreetingDecoder decoder = new GreetingDecoder(ProtocolVersion.ZMTP_2_0);

    assertBreaks(Rule.SIGNATURE, () -> decoder.decode(Hex.buffer("01 00")))
        .contains("ZMTP 2.0 or later is required");
  }

  private static @Nullable ProtocolVersion tooOld(GreetingDecoder decoder, byte[] bytes) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decoder.decode(Unpooled.wrappedBuffer(bytes)));
    return decoder.tooOld();
  }

  @Test
  void aVersionedZmtp1PeerIsRefusedAtItsVersion() {
    byte[] signatureAndRevision = Arrays.copyOf(with(10, 0), 11);

    assertBreaks(Rule.VERSION, () -> decode(signatureAndRevision))
        .contains("ZMTP 1.0", "ZMTP 3.x is required");
  }

  @Test
  void anUnversionedZmtp1PeerIsRefusedAtItsFirstByte() {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes("01")))
        .contains("0x01", "ZMTP 1.0", "ZMTP 3.x is required");
  }

  @Test
  void anUnversionedZmtp1PeerWithAnIdentityIsRefused() {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes("42 00 61 62 63")))
        .contains("0x42", "ZMTP 1.0", "ZMTP 3.x is required");
  }

  @Test
  void anUnversionedZmtp1PeerWithALongIdentityIsRefusedAtItsTenthByte() {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes("ff 00 00 00 00 00 00 01 01 00")))
        .contains("tenth byte", "0x00", "ZMTP 1.0");
  }

  @Test
  void anHttpRequestIsRefusedAsText() {
    assertBreaks(
            Rule.SIGNATURE, () -> decode("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)))
        .contains("0x47", "HTTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20 61", "7e 61", "16 61 61", "03"})
  void whatIsNotTlsIsNotCalledSo(String hex) {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes(hex))).doesNotContain("TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20 61", "7e 61", "47"})
  void whatBeginsWithAPrintableCharacterLooksLikeText(String hex) {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes(hex)))
        .endsWith("looks like text, such as an HTTP request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f 61", "7f 61", "01 61", "02", "14 03", "17 03"})
  void whatLooksLikeNothingIsSaidToBeUnknown(String hex) {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes(hex)))
        .endsWith("looks like no protocol known here");
  }

  @Test
  void aSignatureIsThereWithItsTenthByte() {
    GreetingDecoder decoder = new GreetingDecoder();

    decoder.decode(Hex.buffer("ff 00 00 00 00 00 00 00 01"));
    assertThat(decoder.hasSignature()).isFalse();

    decoder.decode(Hex.buffer("7f"));
    assertThat(decoder.hasSignature()).isTrue();
  }

  @Test
  void aPeerOfALaterMajorVersionIsAcceptedWhere31IsRequired() {
    byte[] greeting = with(10, 4);
    greeting[11] = 0;

    assertThat(
            new GreetingDecoder(ProtocolVersion.ZMTP_3_1).decode(Unpooled.wrappedBuffer(greeting)))
        .isEqualTo(new Greeting(4, 0, "NULL", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"16 03 01 02 00", "15 03 03 00 02"})
  void aPeerThatSpeaksTlsIsRefusedAsSuch(String handshakeOrAlert) {
    assertBreaks(Rule.SIGNATURE, () -> decode(Hex.bytes(handshakeOrAlert))).contains("TLS");
  }

  @Test
  void everyFirstByteButTheSignaturesIsRefusedAtOnce() {
    for (int first = 0; first < 0xff; first++) {
      byte[] bytes = {(byte) first};
      assertBreaks(Rule.SIGNATURE, () -> decode(bytes));
    }
  }

  @Test
  void everyTenthByteWithItsLowestBitClearIsRefusedAtOnce() {
    for (int tenth = 0; tenth <= 0xff; tenth += 2) {
      byte[] bytes = Arrays.copyOf(with(9, tenth), 10);
      assertBreaks(Rule.SIGNATURE, () -> decode(bytes));
    }
  }

  @Test
  void aMechanismOfTwentyCharactersIsRead() {
    Greeting greeting = Greeting.v31("ABCDEFGHIJKLMNOPQRST", false);

    assertThat(decode(Hex.written(greeting))).isEqualTo(greeting);
  }

  @Test
  void aMechanismWeHaveNotIsReadSoThatItCanBeNamed() {
    assertThat(decode(with(12, 'x'))).isEqualTo(Greeting.v31("xULL", false));
  }

  @Test
  void aPeerWithoutAMechanismIsRefused() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> decode(Arrays.copyOf(with(12, 0), 13)))
        .contains("no mechanism");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x0a, 0x20, 0x7f, 0x80, 0xff})
  void aMechanismThatCannotBePrintedIsRefused(int octet) {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> decode(Arrays.copyOf(with(13, octet), 14)))
        .contains("byte 1", "0x%02x".formatted(octet));
  }

  @Test
  void bytesAfterTheMechanismsPaddingAreRefused() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> decode(Arrays.copyOf(with(31, 'A'), 32)))
        .contains("byte 19", "after the padding");
  }

  @Test
  void everyGreetingReadsAsItWasWritten() {
    Random random = new Random(64);
    for (int i = 0; i < 1000; i++) {
      StringBuilder mechanism = new StringBuilder();
      for (int length = 1 + random.nextInt(20); length > 0; length--) {
        mechanism.append((char) ('!' + random.nextInt(94)));
      }
      Greeting greeting =
          new Greeting(
              3 + random.nextInt(253),
              random.nextInt(256),
              mechanism.toString(),
              random.nextBoolean());

      assertThat(decode(Hex.written(greeting))).isEqualTo(greeting);
    }
  }

  @Test
  void randomBytesAreRefusedOrUnderstoodButNeverBreakTheDecoder() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      byte[] valid = Hex.bytes(GreetingTest.NULL_31);
      // Half of them begin as a greeting does, to get beyond the first byte.
      System.arraycopy(
          valid,
          0,
          bytes,
          0,
          Math.min(bytes.length, random.nextBoolean() ? 0 : random.nextInt(32)));
      try {
        assertThat(decode(bytes) == null).isEqualTo(bytes.length < Greeting.LENGTH);
      } catch (ProtocolException refused) {
        assertThat(refused.rule()).isIn(Rule.SIGNATURE, Rule.VERSION, Rule.MECHANISM_MISMATCH);
      }
    }
  }

  private static @Nullable Greeting decode(byte[] bytes) {
    return new GreetingDecoder().decode(Unpooled.wrappedBuffer(bytes));
  }

  private static byte[] with(int index, int octet) {
    byte[] bytes = Hex.bytes(GreetingTest.NULL_31);
    bytes[index] = (byte) octet;
    return bytes;
  }
}
