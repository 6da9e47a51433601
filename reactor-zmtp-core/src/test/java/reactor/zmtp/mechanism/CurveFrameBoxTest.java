package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.KeyPairs;

class CurveFrameBoxTest {

  private static final String THERE = CurveCommands.CLIENT_MESSAGES;
  private static final String BACK = CurveCommands.SERVER_MESSAGES;

  private final BoxKey key = BoxKey.of(KeyPairs.random(32));
  private final FrameBox sender = new CurveFrameBox(key, THERE, 2, BACK, 1);
  private final FrameBox receiver = new CurveFrameBox(key, BACK, 1, THERE, 2);

  @Test
  void itLooksAsInTheRfc() {
    byte[] sealed = seal(0, 9);

    assertThat(sealed).hasSize(9 + 33).startsWith("\7MESSAGE".getBytes(StandardCharsets.US_ASCII));
    assertThat(ByteBuffer.wrap(sealed).getLong(8)).isEqualTo(3);
    byte[] opened =
        key.open(CurveCommands.nonce("CurveZMQMESSAGEC", 3), sealed, 16, sealed.length - 16);
    assertThat(opened).isEqualTo(new byte[10]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 63, 64, 255, 256, 65_536, 1_000_000})
  void payloadsOfAnyLengthArrive(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);

    byte[] sealed = sender.seal(FrameBox.MORE, payload, 0, length);

    assertThat(receiver.open(sealed)).isEqualTo(payload);
    assertThat(receiver.flags()).isEqualTo(FrameBox.MORE);
  }

  /** Whoever finds what is left of them later cannot read what was said. */
  @Test
  void whatIsForgottenHasNoKeysAnyMore() {
    byte[] sealed = seal(0, 5);
    receiver.forget();
    assertBreaks(Rule.CRYPTOGRAPHIC, () -> receiver.open(sealed));

    sender.forget();
    byte[] tooLate = seal(0, 5);
    FrameBox another = new CurveFrameBox(key, BACK, 1, THERE, 2);
    assertThat(another.open(sealed)).isEqualTo(new byte[5]);
    assertBreaks(Rule.CRYPTOGRAPHIC, () -> another.open(tooLate));
  }

  @Test
  void reservedFlagsAreRefused() {
    byte[] sealed = seal(0x81, 1);

    assertBreaks(Rule.MALFORMED_FRAME, () -> receiver.open(sealed)).contains("0x81");
  }

  @Test
  void aFrameThatIsReplayedIsRefused() {
    byte[] sealed = seal(0, 5);
    receiver.open(sealed);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> receiver.open(sealed)).contains("nonce 3 after 3");
  }

  @Test
  void framesInAnotherOrderAreRefused() {
    byte[] first = seal(0, 5);
    byte[] second = seal(0, 5);
    receiver.open(first);
    receiver.open(second);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> receiver.open(first)).contains("came before");
  }

  @Test
  void aFrameAfterOneThatIsMissingIsRefused() {
    receiver.open(seal(0, 5));
    seal(0, 5);
    byte[] third = seal(0, 5);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> receiver.open(third))
        .contains("nonce 5 after 3", "something is missing");
  }

  @Test
  void theFirstFrameIsTheOneAfterTheHandshake() {
    seal(0, 5);
    byte[] second = seal(0, 5);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> receiver.open(second));
  }

  @Test
  void aFrameWithANonceOfTheHandshakeIsRefused() {
    byte[] sealed = new CurveFrameBox(key, THERE, 1, BACK, 1).seal(0, new byte[1], 0, 1);

    assertBreaks(Rule.INVALID_SEQUENCE, () -> receiver.open(sealed));
  }

  @Test
  void aFrameThatWentTheOtherWayIsRefused() {
    byte[] sealed = seal(0, 5);

    assertBreaks(Rule.CRYPTOGRAPHIC, () -> new CurveFrameBox(key, THERE, 1, BACK, 2).open(sealed));
  }

  @Test
  void noncesAreUnsigned() {
    FrameBox sending = new CurveFrameBox(key, THERE, Long.MAX_VALUE, BACK, 1);
    FrameBox receiving = new CurveFrameBox(key, BACK, 1, THERE, Long.MAX_VALUE);

    assertThat(receiving.open(sending.seal(0, new byte[7], 0, 7))).hasSize(7);
    assertThat(receiving.open(sending.seal(0, new byte[8], 0, 8))).hasSize(8);
  }

  @Test
  void aFrameThatWasChangedInAnyByteIsRefused() {
    byte[] sealed = seal(0, 40);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x20;
      Rule rule =
          i < 8 ? Rule.UNEXPECTED_COMMAND : i < 16 ? Rule.INVALID_SEQUENCE : Rule.CRYPTOGRAPHIC;
      FrameBox fresh = new CurveFrameBox(key, BACK, 1, THERE, 2);
      assertBreaks(rule, () -> fresh.open(changed));
    }
  }

  @Test
  void aFrameCutShortAnywhereIsRefused() {
    byte[] sealed = seal(0, 0);
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      Rule rule = length < 8 ? Rule.UNEXPECTED_COMMAND : Rule.MALFORMED_COMMAND;
      assertBreaks(rule, () -> receiver.open(cut));
    }
  }

  /** libzmq: test_curve_security_unauthenticated_message. */
  @Test
  void aFrameInTheClearIsRefused() {
    byte[] clear =
        "a message that is not encrypted, and long enough to be a box"
            .getBytes(StandardCharsets.US_ASCII);

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> receiver.open(clear)).contains("not encrypted");
  }

  private byte[] seal(int flags, int length) {
    return sender.seal(flags, new byte[length], 0, length);
  }
}
