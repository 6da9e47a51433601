package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

class CommandTest {

  @Test
  void readyIsTheOneLibzmqSends() {
    assertThat(Hex.written(Command.ready(Metadata.empty().with("Socket-Type", "PUSH"))))
        .isEqualTo(
            Hex.bytes(
                """
                04 1a
                05 52 45 41 44 59
                0b 53 6f 63 6b 65 74 2d 54 79 70 65  00 00 00 04 50 55 53 48
                """));
  }

  @Test
  void readyWithAnEmptyIdentityIsTheOneLibzmqSends() {
    Metadata metadata =
        Metadata.empty().with("Socket-Type", "DEALER").with("Identity", new byte[0]);

    assertThat(Hex.written(Command.ready(metadata)))
        .isEqualTo(
            Hex.bytes(
                """
                04 29
                05 52 45 41 44 59
                0b 53 6f 63 6b 65 74 2d 54 79 70 65  00 00 00 06 44 45 41 4c 45 52
                08 49 64 65 6e 74 69 74 79  00 00 00 00
                """));
  }

  @Test
  void readyWithoutMetadataIsItsNameOnly() {
    assertThat(Hex.written(Command.ready(Metadata.empty())))
        .isEqualTo(Hex.bytes("04 06 05 52 45 41 44 59"));
  }

  @Test
  void errorIsTheOneLibzmqSends() {
    assertThat(Hex.written(Command.error("400")))
        .isEqualTo(Hex.bytes("04 0a 05 45 52 52 4f 52 03 34 30 30"));
  }

  @Test
  void errorMayGiveNoReason() {
    assertThat(Hex.written(Command.error(""))).isEqualTo(Hex.bytes("04 07 05 45 52 52 4f 52 00"));
  }

  @Test
  void pingIsTheOneLibzmqSends() {
    assertThat(Hex.written(Command.ping(20, new byte[0])))
        .isEqualTo(Hex.bytes("04 07 04 50 49 4e 47 00 14"));
  }

  @Test
  void pingCarriesItsContext() {
    assertThat(Hex.written(Command.ping(0xfffe, Hex.bytes("de ad be ef"))))
        .isEqualTo(Hex.bytes("04 0b 04 50 49 4e 47 ff fe de ad be ef"));
  }

  @Test
  void pongCarriesTheContextOfThePing() {
    assertThat(Hex.written(Command.pong(Hex.bytes("de ad be ef"))))
        .isEqualTo(Hex.bytes("04 09 04 50 4f 4e 47 de ad be ef"));
  }

  @Test
  void aPayloadOf255BytesHasAShortSize() {
    byte[] frame = Hex.written(Command.of("A", new byte[253]));

    assertThat(frame).hasSize(2 + 255).startsWith(Hex.bytes("04 ff 01 41 00"));
  }

  @Test
  void aPayloadOf256BytesHasALongSize() {
    byte[] frame = Hex.written(Command.of("A", new byte[254]));

    assertThat(frame).hasSize(9 + 256).startsWith(Hex.bytes("06 00 00 00 00 00 00 01 00 01 41 00"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 252, 253, 254, 255, 256, 65536})
  void theLengthOfTheFrameIsWhatIsWritten(int body) {
    Command command = Command.of("A", new byte[body]);

    assertThat(Hex.written(command)).hasSize(command.frameLength());
  }

  @Test
  void aCommandIsRead() {
    Command command = Command.decode(Hex.buffer("04 50 49 4e 47 00 14"));

    assertThat(command.name()).isEqualTo("PING");
    assertThat(command.body()).isEqualTo(Hex.bytes("00 14"));
  }

  @Test
  void aCommandWithoutABodyIsRead() {
    assertThat(Command.decode(Hex.buffer("04 50 4f 4e 47"))).isEqualTo(Command.pong(new byte[0]));
  }

  @Test
  void aCommandIsReadToTheEndOfItsPayload() {
    ByteBuf payload = Hex.buffer("04 50 49 4e 47 00 14");

    Command.decode(payload);

    assertThat(payload.isReadable()).isFalse();
  }

  @Test
  void anUnknownCommandIsReadSoThatItCanBeIgnored() {
    assertThat(Command.decode(Hex.buffer("03 46 4f 4f 01 02")))
        .isEqualTo(Command.of("FOO", Hex.bytes("01 02")));
  }

  @Test
  void namesAreComparedExactly() {
    Command command = Command.decode(Hex.buffer("05 72 65 61 64 79"));

    assertThat(command.is("ready")).isTrue();
    assertThat(command.is(Command.READY)).isFalse();
  }

  @Test
  void aNameOfAnythingPrintableIsRead() {
    assertThat(Command.decode(Hex.buffer("02 21 7e")).name()).isEqualTo("!~");
  }

  @Test
  void aNameOf255LettersIsRead() {
    Command command = Command.of("N".repeat(255), Hex.bytes("01"));
    byte[] frame = Hex.written(command);

    assertThat(Command.decode(Unpooled.wrappedBuffer(frame, 9, frame.length - 9)))
        .isEqualTo(command);
  }

  @Test
  void anEmptyPayloadIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Unpooled.EMPTY_BUFFER))
        .contains("empty");
  }

  @Test
  void anEmptyNameIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Hex.buffer("00 41")))
        .contains("without a name");
  }

  @Test
  void aNameBeyondItsPayloadIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Hex.buffer("05 50 49 4e 47")))
        .contains("name of 5 bytes", "frame of 5 bytes");
  }

  @Test
  void aNameLengthOver127IsNotNegative() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Hex.buffer("ff 41")))
        .contains("name of 255 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0a", "1b", "20", "7f", "80", "ff"})
  void aNameThatCannotBePrintedIsRefused(String octet) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Hex.buffer("02 41 " + octet)))
        .contains("0x" + octet);
  }

  @Test
  void everyCutOfAPayloadWithinItsNameIsRefused() {
    byte[] payload = Hex.bytes("05 52 45 41 44 59");
    for (int length = 0; length < payload.length; length++) {
      ByteBuf cut = Unpooled.wrappedBuffer(payload, 0, length);
      assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(cut));
    }
  }

  @Test
  void everyCommandReadsAsItWasWritten() {
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = 1 + random.nextInt(255); length > 0; length--) {
        name.append((char) ((random.nextBoolean() ? 'A' : 'a') + random.nextInt(26)));
      }
      byte[] body = new byte[random.nextInt(400)];
      random.nextBytes(body);
      Command command = Command.of(name.toString(), body);
      ByteBuf frame = Unpooled.wrappedBuffer(Hex.written(command));
      boolean isLong = (frame.readByte() & FrameFlags.LONG) != 0;
      long size = isLong ? frame.readLong() : frame.readUnsignedByte();

      assertThat(size).isEqualTo(frame.readableBytes());
      assertThat(Command.decode(frame)).isEqualTo(command);
    }
  }

  @Test
  void randomPayloadsAreRefusedOrUnderstoodButNeverBreakTheDecoder() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      byte[] payload = new byte[random.nextInt(20)];
      random.nextBytes(payload);
      try {
        assertThat(Command.decode(Unpooled.wrappedBuffer(payload)).name()).isNotEmpty();
      } catch (ProtocolException refused) {
        assertThat(refused.rule()).isEqualTo(Rule.MALFORMED_COMMAND);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A1", "A B", "Ä"})
  void aNameThatIsNotOfLettersIsNotSent(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of(name, new byte[0]));
  }

  @Test
  void aNameOf256LettersIsNotSent() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("N".repeat(256), new byte[0]));
  }

  @Test
  void commandsAreEqualThatHaveTheSameNameAndBody() {
    Command command = Command.of("FOO", Hex.bytes("01 02"));

    assertThat(command)
        .isEqualTo(Command.of("FOO", Hex.bytes("01 02")))
        .hasSameHashCodeAs(Command.of("FOO", Hex.bytes("01 02")))
        .isNotEqualTo(Command.of("BAR", Hex.bytes("01 02")))
        .isNotEqualTo(Command.of("FOO", Hex.bytes("01 03")))
        .isNotEqualTo("FOO");
  }

  @Test
  void commandsThatDifferHaveDifferentHashCodes() {
    assertThat(Command.of("FOO", Hex.bytes("01 02")))
        .doesNotHaveSameHashCodeAs(Command.of("BAR", Hex.bytes("01 02")))
        .doesNotHaveSameHashCodeAs(Command.of("FOO", Hex.bytes("01 03")));
  }

  @Test
  void nothingIsAnEmptyFrame() {
    assertThat(Command.NOTHING.payload()).isEmpty();
    assertThat(Command.NOTHING.frameLength()).isEqualTo(2);
    assertThat(Hex.written(Command.NOTHING)).isEqualTo(Hex.bytes("04 00"));
  }

  @Test
  void aPongsContextIsCopied() {
    byte[] context = {1};
    Command pong = Command.pong(context);
    context[0] = 2;

    assertThat(pong.body()).containsExactly(1);
  }

  /** "\\x05ERROR" in C is one byte, 0x5e, and RROR. */
  @Test
  void libzmqsErrorOfPlainIsUnderstood() {
    ByteBuf payload = Hex.buffer("5e 52 52 4f 52 03 34 30 30");

    assertThat(Command.decode(payload)).isEqualTo(Command.error("400"));
    assertThat(payload.isReadable()).isFalse();
    assertThat(Command.decode(Hex.buffer("5e 52 52 4f 52")))
        .isEqualTo(Command.of("ERROR", new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5e", "5e 52 52 4f", "5e 52 52 4f 53", "5d 52 52 4f 52"})
  void whatOnlyResemblesLibzmqsErrorIsRefused(String payload) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> Command.decode(Hex.buffer(payload)))
        .contains("command's name of 9");
  }

  @Test
  void theBodyIsNotInTheText() {
    byte[] password = "secret".getBytes(StandardCharsets.US_ASCII);

    assertThat(Command.of("HELLO", password)).hasToString("Command[HELLO, 6 bytes]");
  }
}
