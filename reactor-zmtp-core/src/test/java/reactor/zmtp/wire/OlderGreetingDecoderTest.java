package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketType;

/** What a peer of RFC 15 or RFC 13 says of itself. */
class OlderGreetingDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "PAIR, 00",
    "PUB, 01",
    "SUB, 02",
    "REQ, 03",
    "REP, 04",
    "DEALER, 05",
    "ROUTER, 06",
    "PULL, 07",
    "PUSH, 08"
  })
  void theSocketTypesOf2AreThoseOfTheRfc(SocketType type, String octet) {
    OlderGreetingDecoder decoder = v2();

    assertThat(decoder.decode(Hex.buffer(octet + "00 00"))).isTrue();
    assertThat(decoder.socketType()).isEqualTo(type);
    assertThat(SocketTypeOctet.of(type)).isEqualTo(Integer.parseInt(octet, 16));
  }

  @Test
  void onTheWireXpubIsPubAndXsubIsSub() {
    assertThat(SocketTypeOctet.of(SocketType.XPUB)).isEqualTo(1);
    assertThat(SocketTypeOctet.of(SocketType.XSUB)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "SERVER", "CLIENT", "DGRAM"})
  void aSocketTypeThatCameLaterHasNoOctet(SocketType type) {
    assertThat(SocketTypeOctet.of(type)).isEqualTo(-1);
  }

  @Test
  void anIdentityIsEmptyUntilItHasCome() {
    assertThat(v2().identity()).isEmpty();
  }

  @Test
  void libzmqsXpubAndXsubAreUnderstood() {
    assertThat(SocketTypeOctet.decode(9)).isEqualTo(SocketType.XPUB);
    assertThat(SocketTypeOctet.decode(10)).isEqualTo(SocketType.XSUB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0b", "7f", "ff"})
  void aSocketTypeThatIsNoneIsRefusedAtOnce(String octet) {
    assertBreaks(Rule.INVALID_METADATA, () -> v2().decode(Hex.buffer(octet)))
        .contains("0x" + octet);
  }

  @ParameterizedTest
  @CsvSource({
    "ZMTP_2_0, true, 05 00 02 6d 65",
    "ZMTP_1_0, true, 05 03 00 6d 65",
    "ZMTP_1_0, false, 03 00 6d 65",
    "ZMTP_1_0, false, 03 ff 6d 65",
    "ZMTP_1_0, false, ff 00 00 00 00 00 00 00 03 00 6d 65"
  })
  void anIdentitySplitAnywhereIsRead(ProtocolVersion version, boolean versioned, String hex) {
    byte[] greeting = Hex.bytes(hex);
    byte[] all = Unpooled.wrappedBuffer(greeting, Hex.bytes("01 00")).copy().array();
    Fragmenter.forEachFragmentation(
        all,
        fragments -> {
          OlderGreetingDecoder decoder = new OlderGreetingDecoder(version, versioned);
          ByteBuf rest = Unpooled.buffer();
          int come = 0;
          for (byte[] fragment : fragments) {
            ByteBuf in = Unpooled.wrappedBuffer(fragment);
            come += fragment.length;
            assertThat(decoder.decode(in)).isEqualTo(come >= greeting.length);
            rest.writeBytes(in);
          }
          assertThat(decoder.identity()).isEqualTo("me".getBytes(StandardCharsets.US_ASCII));
          assertThat(decoder.socketType()).isEqualTo(versioned ? SocketType.DEALER : null);
          assertThat(ByteBufUtil.getBytes(rest)).isEqualTo(Hex.bytes("01 00"));
        });
  }

  @Test
  void anEmptyIdentityNeedsNoMoreBytes() {
    assertThat(v2().decode(Hex.buffer("00 00 00"))).isTrue();
    assertThat(v1().decode(Hex.buffer("01 00"))).isTrue();
  }

  @Test
  void anIdentityOf255BytesIsTheLongest() {
    OlderGreetingDecoder two = v2();
    OlderGreetingDecoder one = v1();

    assertThat(two.decode(Hex.buffer("00 00 ff" + "61".repeat(255)))).isTrue();
    assertThat(one.decode(Hex.buffer("ff 00 00 00 00 00 00 01 00 00" + "61".repeat(255)))).isTrue();
    assertThat(two.identity()).hasSize(255);
    assertThat(one.identity()).hasSize(255);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "ff 00 00 00 00 00 00 00 00",
        "ff 00 00 00 00 00 00 01 01",
        "ff 7f ff ff ff ff ff ff ff",
        "ff ff ff ff ff ff ff ff ff"
      })
  void anIdentityOf1ThatIsNoneIsRefusedAtItsLength(String hex) {
    assertBreaks(Rule.MALFORMED_FRAME, () -> v1().decode(Hex.buffer(hex))).contains("1 to 256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "04"})
  void anIdentityOf2HasNoFlags(String flags) {
    assertBreaks(Rule.MALFORMED_FRAME, () -> v2().decode(Hex.buffer("08" + flags)))
        .contains("0x" + flags);
  }

  private static OlderGreetingDecoder v2() {
    return new OlderGreetingDecoder(ProtocolVersion.ZMTP_2_0, true);
  }

  private static OlderGreetingDecoder v1() {
    return new OlderGreetingDecoder(ProtocolVersion.ZMTP_1_0, false);
  }
}
