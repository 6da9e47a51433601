package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.pipe.FakePeer;

/** What a decoder refuses, as soon as the byte has come that says so. */
class MessageDecoderLimitsTest {

  private static final String LONG = "02";
  private static final String TWO_TO_THE_62 = "40 00 00 00 00 00 00 00";
  private static final String TWO_TO_THE_63 = "80 00 00 00 00 00 00 00";
  private static final String MINUS_ONE = "ff ff ff ff ff ff ff ff";

  @ParameterizedTest
  @ValueSource(strings = {"08", "10", "20", "40", "80", "f8", "ff", "0c"})
  void reservedFlagsAreRefused(String flags) {
    refused(Rule.MALFORMED_FRAME, unlimited(), flags)
        .contains("reserved flags are set: 0x" + flags.replaceFirst("^0", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"05", "07"})
  void aCommandWithMoreIsRefused(String flags) {
    refused(Rule.MALFORMED_FRAME, unlimited(), flags).contains("more frames follow");
  }

  @Test
  void aCommandIsRefusedWhereTheVersionHasNone() {
    MessageDecoder zmtp2 = MessageDecoder.withoutCommands(Long.MAX_VALUE, Integer.MAX_VALUE);

    refused(Rule.MALFORMED_FRAME, zmtp2, "00 01 61 04").contains("reserved flags are set: 0x4");
  }

  @Test
  void aWrongFlagIsRefusedInTheMiddleOfAMessage() {
    refused(Rule.MALFORMED_FRAME, unlimited(), "01 01 61 09");
  }

  @ParameterizedTest
  @ValueSource(strings = {TWO_TO_THE_62, TWO_TO_THE_63, MINUS_ONE, "00 00 00 00 80 00 00 00"})
  void aFrameThatNoArrayCouldHoldIsRefusedEvenWithoutALimit(String length) {
    refused(Rule.MESSAGE_TOO_LARGE, unlimited(), LONG + length)
        .contains("a frame of " + Long.toUnsignedString(Long.parseUnsignedLong(hex(length), 16)));
  }

  @ParameterizedTest
  @ValueSource(strings = {TWO_TO_THE_62, TWO_TO_THE_63, MINUS_ONE, "00 00 00 00 00 01 00 01"})
  void aCommandOfMoreThan64KiBIsRefused(String length) {
    refused(Rule.MALFORMED_COMMAND, unlimited(), "06" + length)
        .contains(Long.toUnsignedString(Long.parseUnsignedLong(hex(length), 16)));
  }

  /** RFC 37 has a MESSAGE of CURVE in a command, and libzmq in a message: neither is shorter. */
  @Test
  void aCommandThatHoldsASealedFrameMayBeAsLongAsAMessage() {
    Command sealed = Command.of("MESSAGE", new byte[100_000]);
    ByteBuf octets = Unpooled.buffer();
    sealed.writeTo(octets);
    MessageDecoder decoder = MessageDecoder.ofHandshake(1_000_000, 10);
    decoder.from(new FakePeer());
    decoder.sealed();

    assertThat(decoded(decoder, ByteBufUtil.getBytes(octets))).containsExactly(sealed);
  }

  @Test
  void aCommandThatHoldsASealedFrameIsNoLongerThanAMessageMayBe() {
    MessageDecoder decoder = MessageDecoder.ofHandshake(1_000_000, 10);
    decoder.from(new FakePeer());
    decoder.sealed();

    refused(Rule.MESSAGE_TOO_LARGE, decoder, "06 00 00 00 00 00 0f 42 41")
        .contains("a frame of 1000001 bytes");
  }

  @Test
  void aFrameIsRefusedAtItsLengthAndNotLater() {
    MessageDecoder decoder = new MessageDecoder(1000, 10);
    Recorder sink = Recorder.greedy();
    sink.feed(decoder, Hex.buffer("02 00 00 00 00 00 00 03"));

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> sink.feed(decoder, Hex.buffer("e9")))
        .contains("1001 bytes")
        .contains("maxMessageSize allows 1000");
  }

  @Test
  void aFrameOfExactlyTheLimitIsAccepted() {
    MessageDecoder decoder = new MessageDecoder(1000, 10);

    assertThat(decoded(decoder, Sample.onTheWire(Sample.filled(1000, 1))))
        .containsExactly(Sample.filled(1000, 1));
  }

  @Test
  void aShortFrameBeyondTheLimitIsRefusedToo() {
    MessageDecoder decoder = new MessageDecoder(3, 10);

    refused(Rule.MESSAGE_TOO_LARGE, decoder, "00 04 61 61 61 61").contains("a frame of 4 bytes");
  }

  @Test
  void theLimitCountsAllFramesOfAMessage() {
    refused(Rule.MESSAGE_TOO_LARGE, new MessageDecoder(5, 10), "01 03 61 61 61 00 03 61 61 61")
        .contains("3 bytes after 3 of the same message");
  }

  @Test
  void theLimitBeginsAnewWithEachMessage() {
    MessageDecoder decoder = new MessageDecoder(5, 10);
    String message = "01 03 61 61 61 00 02 61 61";

    assertThat(decoded(decoder, Hex.bytes(message.repeat(3)))).hasSize(3);
  }

  @Test
  void commandsDoNotCountAsBytesOfAMessage() {
    MessageDecoder decoder = new MessageDecoder(4, 10);

    assertThat(decoded(decoder, Hex.bytes("01 02 61 61 04 05 04 50 4f 4e 47 00 02 61 61")))
        .hasSize(2);
  }

  @Test
  void aMessageOfAsManyFramesAsAllowedIsAccepted() {
    assertThat(decoded(new MessageDecoder(100, 3), Hex.bytes("01 00 01 00 00 00"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01 00 01 00 01 00 00 00", "01 00 01 00 01 00 01 00"})
  void aMessageOfMoreFramesIsRefused(String fourFrames) {
    refused(Rule.TOO_MANY_FRAMES, new MessageDecoder(100, 3), fourFrames)
        .contains("more than 3 frames (maxFrames)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "01 05", "02 00 00 00 00 03 ff ff ff", "03 00 00 00 00 00 00 00 01"})
  void inAHandshakeAnythingButACommandIsRefusedByItsHeader(String header) {
    MessageDecoder decoder = MessageDecoder.ofHandshake(64 << 20, 1000);
    String length = header.length() == 2 ? "05" : "";

    refused(Rule.UNEXPECTED_COMMAND, decoder, header + length)
        .contains("before the handshake was over");
  }

  @Test
  void afterAHandshakeMessagesAreDue() {
    MessageDecoder decoder = MessageDecoder.ofHandshake(100, 3);
    assertThat(decoded(decoder, Hex.bytes("04 05 04 50 4f 4e 47"))).hasSize(1);

    decoder.from(new FakePeer());

    assertThat(decoded(decoder, Hex.bytes("01 01 61 00 00"))).hasSize(1);
  }

  @Test
  void theCountOfFramesBeginsAnewWithEachMessage() {
    assertThat(decoded(new MessageDecoder(100, 2), Hex.bytes("01 00 00 00".repeat(3)))).hasSize(3);
  }

  @Test
  void commandsDoNotCountAsFrames() {
    MessageDecoder decoder = new MessageDecoder(100, 2);

    assertThat(decoded(decoder, Hex.bytes("01 00" + "04 05 04 50 4f 4e 47".repeat(5) + "00 00")))
        .hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"04 00", "04 01 00", "04 02 05 50"})
  void aCommandWhoseLengthsDoNotAddUpIsRefused(String bytes) {
    refused(Rule.MALFORMED_COMMAND, unlimited(), bytes);
  }

  @Test
  void whatWasRightBeforeIsDeliveredFirst() {
    Recorder sink = Recorder.greedy();

    assertBreaks(
        Rule.MALFORMED_FRAME, () -> sink.feed(unlimited(), Hex.buffer("00 01 61 00 01 62 ff")));

    assertThat(sink.decoded()).hasSize(2);
  }

  @Test
  void whatIsRefusedIsRefusedWhereverItIsCut() {
    Fragmenter.forEachFragmentation(
        Hex.bytes("00 01 61 01 03 61 61 61 00 03 61 61 61"),
        fragments -> {
          Recorder sink = Recorder.greedy();
          assertBreaks(
              Rule.MESSAGE_TOO_LARGE, () -> sink.feed(new MessageDecoder(5, 10), fragments));
          assertThat(sink.decoded()).hasSize(1);
        });
  }

  private static MessageDecoder unlimited() {
    return new MessageDecoder(Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static List<Object> decoded(MessageDecoder decoder, byte[] bytes) {
    return Recorder.greedy().feed(decoder, List.of(bytes)).decoded();
  }

  private static AbstractStringAssert<?> refused(Rule rule, MessageDecoder decoder, String hex) {
    return assertBreaks(rule, () -> Recorder.greedy().feed(decoder, Hex.buffer(hex)));
  }

  private static String hex(String spaced) {
    return spaced.replace(" ", "");
  }
}
