package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakePeer;

/** Frames that come before a message and are none of it, and whose messages they are. */
class MessageAssemblerTest {

  private static final int MOST = 3;

  private final FakePeer peer = new FakePeer();
  private final MessageAssembler assembler = new MessageAssembler(10, 2, peer);

  @Test
  void aMessageIsItsPeers() {
    assertThat(assembler.add(new byte[1], false).peer()).isSameAs(peer);

    assembler.add(new byte[1], true);
    assertThat(assembler.add(new byte[1], false).peer()).isSameAs(peer);
  }

  @Test
  void aPrefixMayBeAsLongAsItIsAllowedToBe() {
    assembler.prefixed(MOST);

    assembler.check(0);
    assembler.check(MOST);
  }

  @Test
  void aLongerPrefixIsRefused() {
    assembler.prefixed(MOST);

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> assembler.check(MOST + 1))
        .isEqualTo("a frame of 4 bytes before a message; at most 3 are accepted");
  }

  @Test
  void aPrefixOfALengthThatLooksNegativeIsRefused() {
    assembler.prefixed(MOST);

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> assembler.check(-1))
        .contains("a frame of 18446744073709551615 bytes before a message");
  }

  @Test
  void aPrefixMayHaveToBeEmpty() {
    assembler.prefixed(0);

    assembler.check(0);
    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> assembler.check(1)).contains("before a message");
  }

  @Test
  void anEmptyPrefixIsNoFrameEither() {
    assembler.prefixed(0);

    add(0, true);
    add(1, true);
    assertThat(add(1, false)).isEqualTo(DefaultMessage.of(frames(0, 1, 1)));
  }

  @Test
  void aPrefixCountsNeitherAsBytesNorAsAFrame() {
    assembler.prefixed(MOST);

    add(MOST, true);
    add(5, true);
    assertThat(add(5, false)).isEqualTo(DefaultMessage.of(frames(MOST, 5, 5)));
  }

  @Test
  void afterAPrefixTheLimitOfBytesHolds() {
    assembler.prefixed(MOST);
    add(MOST, true);
    add(5, true);

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> assembler.check(6)).contains("6 bytes after 5");
  }

  @Test
  void afterAPrefixTheLimitOfFramesHolds() {
    assembler.prefixed(MOST);
    add(MOST, true);
    add(1, true);
    add(1, true);

    assertBreaks(Rule.TOO_MANY_FRAMES, () -> assembler.check(1)).contains("more than 2 frames");
  }

  @Test
  void eachMessageHasAPrefixOfItsOwn() {
    assembler.prefixed(MOST);
    add(1, true);
    add(10, false);

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> assembler.check(10)).contains("before a message");
  }

  private DefaultMessage add(int length, boolean more) {
    assembler.check(length);
    return assembler.add(new byte[length], more);
  }

  private static byte[][] frames(int... lengths) {
    byte[][] frames = new byte[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      frames[i] = new byte[lengths[i]];
    }
    return frames;
  }
}
