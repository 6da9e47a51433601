package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static reactor.zmtp.wire.Hex.bytes;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ZmqException;

class GssFrameBoxTest {

  private static final String MESSAGE = "07 4d455353414745";

  private final FakeGss gss = FakeGss.client();
  private final GssFrameBox box = new GssFrameBox(gss.context());

  /** The bytes libzmq 4.3 has: name, length, token of flags and payload. */
  @ParameterizedTest
  @CsvSource({"0, 00", "1, 01", "2, 02"})
  void whatIsSealedHasItsFlagsInside(int flags, String inside) {
    byte[] sealed = box.seal(flags, bytes("00 61 62 00"), 1, 2);

    assertThat(sealed).isEqualTo(bytes(MESSAGE + "00000007 05040607" + inside + "6162"));
    assertThat(box.open(sealed)).isEqualTo(bytes("6162"));
    assertThat(box.flags()).isEqualTo(flags);
    assertThat(box.overhead()).isEqualTo(sealed.length - 2);
  }

  /** As libzmq after 4.3.5 wraps subscriptions. */
  @ParameterizedTest
  @CsvSource({"04, 09535542534352494245", "08, 0643414e43454c"})
  void aSubscriptionWithoutACommandsNameIsGivenOne(String inside, String name) {
    assertThat(box.open(bytes(MESSAGE + "00000006 05040607" + inside + "74")))
        .isEqualTo(bytes(name + "74"));
    assertThat(box.flags()).isEqualTo(FrameBox.COMMAND);
  }

  @Test
  void flagsThatNobodyKnowsAreIgnored() {
    assertThat(box.open(bytes(MESSAGE + "00000006 05040607 f1 74"))).isEqualTo(bytes("74"));
    assertThat(box.flags()).isEqualTo(FrameBox.MORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "07", "61 62 63", "07 4d455353414746 00000001 61"})
  void aFrameThatIsNoMessageIsRefused(String frame) {
    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> box.open(bytes(frame))).contains("not encrypted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00000000", "00000002 61", "00000001 6162", "ffffffff 61"})
  void aMessageWhoseLengthDoesNotAddUpIsRefused(String rest) {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> box.open(bytes(MESSAGE + rest)));
  }

  @Test
  void aMessageThatCannotBeUnwrappedIsRefused() {
    assertBreaks(Rule.CRYPTOGRAPHIC, () -> box.open(bytes(MESSAGE + "00000005 0504060800")));
  }

  @Test
  void aMessageWithoutFlagsIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> box.open(bytes(MESSAGE + "00000004 05040607")));
  }

  @Test
  void aMessageThatIsSignedOnlyIsRefused() {
    gss.unwrapsInPrivate = false;

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> box.open(bytes(MESSAGE + "00000005 05040607 00")))
        .contains("not encrypted");
  }

  @Test
  void aMessageOutOfItsOrderIsRefused() {
    byte[] sealed = bytes(MESSAGE + "00000005 05040607 00");

    gss.duplicate = true;
    assertBreaks(Rule.INVALID_SEQUENCE, () -> box.open(sealed));
    gss.duplicate = false;
    gss.gap = true;
    assertBreaks(Rule.INVALID_SEQUENCE, () -> box.open(sealed));
  }

  @Test
  void nothingGoesOutUnencrypted() {
    gss.wrapsInPrivate = false;

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> box.seal(0, bytes("61"), 0, 1));
  }

  @Test
  void anEncryptionTypeThatPadsIsRefused() {
    gss.prefix = bytes("60 20 0602");

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> box.seal(0, bytes("61"), 0, 1)).contains("AES");
  }

  @Test
  void aFrameThatGetsLongerByMoreThanTheOthersIsNotSent() {
    gss.padding = 1;
    box.seal(0, bytes("61"), 0, 1);

    assertThatExceptionOfType(ZmqException.class)
        .isThrownBy(() -> box.seal(0, bytes("6162"), 0, 2))
        .withMessageContaining("17 bytes longer, and another one 18");
  }

  @Test
  void nothingIsSealedAfterTheEnd() {
    box.forget();

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> box.seal(0, bytes("61"), 0, 1));
  }
}
