package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageAssembler;
import reactor.zmtp.wire.MessageDecoder;

/** With a box that protects nothing: flags first, then the payload. */
class SealedFramesTest {

  private static final long MOST_BYTES = 10;
  private static final int MOST_FRAMES = 3;
  private static final String PING = "\4PING\0\0";

  private final PeerMetadata peer =
      new RawPeer("tcp://127.0.0.1:1", InetSocketAddress.createUnresolved("peer", 2), null, null);
  private final List<Object> came = new ArrayList<>();
  private boolean more = true;
  private final SealedFrames frames =
      new SealedFrames(
          new OpenBox(), new Recorder(), new MessageAssembler(MOST_BYTES, MOST_FRAMES, peer));

  private static final class OpenBox implements FrameBox {

    private int flags;

    @Override
    public byte[] seal(int flags, byte[] payload, int offset, int length) {
      byte[] sealed = new byte[1 + length];
      sealed[0] = (byte) flags;
      System.arraycopy(payload, offset, sealed, 1, length);
      return sealed;
    }

    @Override
    public byte[] open(byte[] sealed) {
      flags = sealed[0] & 3;
      return Arrays.copyOfRange(sealed, 1, sealed.length);
    }

    @Override
    public int flags() {
      return flags;
    }
  }

  private final class Recorder implements MessageDecoder.Sink {

    @Override
    public boolean message(DefaultMessage message) {
      came.add(message);
      return more;
    }

    @Override
    public boolean command(Command command) {
      came.add(command);
      return more;
    }
  }

  @Test
  void aFrameIsAMessageAndKnowsItsPeer() {
    assertThat(receive(0, "hello")).isTrue();

    assertThat(came).containsExactly(message("hello"));
    assertThat(((DefaultMessage) came.get(0)).peer()).isSameAs(peer);
  }

  @Test
  void framesThatBelongTogetherAreOneMessage() {
    receive(FrameBox.MORE, "a");
    receive(FrameBox.MORE, "");
    assertThat(came).isEmpty();
    receive(0, "b");
    receive(0, "c");

    assertThat(came).containsExactly(message("a", "", "b"), message("c"));
  }

  @Test
  void aCommandMayComeBetweenThem() {
    receive(FrameBox.MORE, "a");
    receive(FrameBox.COMMAND, PING);
    receive(0, "b");

    assertThat(came).containsExactly(Command.ping(0, new byte[0]), message("a", "b"));
  }

  @Test
  void theSinkSaysWhenItHasEnough() {
    more = false;

    assertThat(receive(FrameBox.MORE, "a")).isTrue();
    assertThat(receive(0, "b")).isFalse();
    assertThat(receive(FrameBox.COMMAND, PING)).isFalse();
  }

  @Test
  void theLimitOfAMessageCountsAllItsFrames() {
    receive(FrameBox.MORE, "12345");
    receive(0, "67890");
    receive(FrameBox.MORE, "12345");

    assertBreaks(Rule.MESSAGE_TOO_LARGE, () -> receive(0, "678901"))
        .contains("a frame of 6 bytes after 5");
    assertThat(came).hasSize(1);
  }

  @Test
  void theFramesOfAMessageAreLimited() {
    for (int i = 0; i < MOST_FRAMES; i++) {
      receive(FrameBox.MORE, "");
    }

    assertBreaks(Rule.TOO_MANY_FRAMES, () -> receive(0, "")).contains("more than 3 frames");
  }

  @Test
  void aCommandThatSaysMoreIsRefused() {
    assertBreaks(Rule.MALFORMED_FRAME, () -> receive(FrameBox.COMMAND | FrameBox.MORE, PING));
  }

  @Test
  void aCommandThatIsTooLargeIsRefused() {
    String tooLarge = "x".repeat(MessageDecoder.MAX_COMMAND + 1);

    assertBreaks(Rule.MALFORMED_COMMAND, () -> receive(FrameBox.COMMAND, tooLarge));
  }

  @Test
  void aCommandThatIsMalformedIsRefused() {
    assertBreaks(Rule.MALFORMED_COMMAND, () -> receive(FrameBox.COMMAND, ""));
  }

  @Test
  void whatSaysOutsideThatMoreFollowsIsRefused() {
    assertBreaks(Rule.MALFORMED_FRAME, () -> frames.message(message("a", "b")));
  }

  /** RFC 26 calls MESSAGE a command; the box gets what it would get from a frame, name and all. */
  @Test
  void aBoxMayComeAsACommand() {
    frames.command(Command.of("MESS", new byte[] {'a'})); // flags 4: none that is known

    assertThat(came).containsExactly(message("MESSa"));
  }

  private boolean receive(int flags, String text) {
    byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
    return frames.message(
        new DefaultMessage(new OpenBox().seal(flags, payload, 0, payload.length)));
  }

  private static DefaultMessage message(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = texts[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return DefaultMessage.of(all);
  }
}
