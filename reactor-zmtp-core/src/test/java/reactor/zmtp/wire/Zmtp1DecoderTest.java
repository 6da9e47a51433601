package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;

/** The bytes of RFC 13's framing: lengths that count the flags, then the flags, then the body. */
class Zmtp1DecoderTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void anEmptyFrameHasLength1() {
    assertThat(decoded(unlimited(), "01 00")).containsExactly(new DefaultMessage(new byte[0]));
  }

  @Test
  void aShortFrameIsRead() {
    assertThat(decoded(unlimited(), "06 00 68 65 6c 6c 6f"))
        .containsExactly(new DefaultMessage(Hex.bytes("68 65 6c 6c 6f")));
  }

  @Test
  void theLongestShortFrameHas253Bytes() {
    assertThat(decoded(unlimited(), "fe 00" + "61".repeat(253)))
        .containsExactly(Sample.filled(253, 'a'));
  }

  @Test
  void aLongFrameIsRead() {
    assertThat(decoded(unlimited(), "ff 00 00 00 00 00 00 00 ff 00" + "61".repeat(254)))
        .containsExactly(Sample.filled(254, 'a'));
  }

  @Test
  void aShortFrameMayHaveALongLength() {
    assertThat(decoded(unlimited(), "ff 00 00 00 00 00 00 00 02 00 61"))
        .containsExactly(Sample.filled(1, 'a'));
    assertThat(decoded(unlimited(), "ff 00 00 00 00 00 00 00 01 00"))
        .containsExactly(new DefaultMessage(new byte[0]));
  }

  @Test
  void framesMakeAMessage() {
    assertThat(decoded(unlimited(), "02 01 61 01 01 03 00 62 63 02 00 64"))
        .containsExactly(
            DefaultMessage.of(new byte[][] {{'a'}, {}, {'b', 'c'}}),
            new DefaultMessage(new byte[] {'d'}));
  }

  @Test
  void messagesSplitAnywhereAreRead() {
    DefaultMessage first = Sample.ofSizes(1, 0, 300);
    DefaultMessage second = Sample.ofSizes(0);
    DefaultMessage third = Sample.ofSizes(255, 254, 253);
    byte[] bytes = Unpooled.wrappedBuffer(wire(first), wire(second), wire(third)).copy().array();

    Fragmenter.forEachFragmentation(
        bytes,
        fragments -> {
          assertThat(Recorder.greedy().feed(unlimited(), fragments).decoded())
              .containsExactly(first, second, third);
          assertThat(Recorder.stopping().feed(unlimited(), fragments).decoded())
              .containsExactly(first, second, third);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff 00 00 00 00 00 00 00 00"})
  void aLengthOf0IsRefusedAtOnce(String bytes) {
    refused(Rule.MALFORMED_FRAME, unlimited(), bytes).contains("length 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "04", "7f", "80", "ff"})
  void reservedFlagsAreRefused(String flags) {
    refused(Rule.MALFORMED_FRAME, unlimited(), "02" + flags)
        .isEqualTo("reserved flags are set: 0x%s (ZMTP 1.0)", flags.replaceFirst("^0", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40 00 00 00 00 00 00 00",
        "80 00 00 00 00 00 00 00",
        "ff ff ff ff ff ff ff ff",
        "00 00 00 00 80 00 00 00"
      })
  void aFrameThatNoArrayCouldHoldIsRefusedEvenWithoutALimit(String length) {
    refused(Rule.MESSAGE_TOO_LARGE, unlimited(), "ff" + length).contains("maxMessageSize");
  }

  @Test
  void theLimitIsThatOfTheBodyAndNotOfTheLength() {
    assertThat(decoded(new Zmtp1Decoder(3, 10, null), "04 00 61 61 61")).hasSize(1);
    refused(Rule.MESSAGE_TOO_LARGE, new Zmtp1Decoder(3, 10, null), "05")
        .contains("a frame of 4 bytes");
  }

  @Test
  void theLimitCountsAllFramesOfAMessage() {
    refused(Rule.MESSAGE_TOO_LARGE, new Zmtp1Decoder(5, 10, null), "04 01 61 61 61 04")
        .contains("3 bytes after 3 of the same message");
  }

  @Test
  void theLimitsBeginAnewWithEachMessage() {
    assertThat(decoded(new Zmtp1Decoder(5, 2, null), "04 01 61 61 61 03 00 61 61".repeat(3)))
        .hasSize(3);
  }

  @Test
  void aMessageOfMoreFramesIsRefused() {
    refused(Rule.TOO_MANY_FRAMES, new Zmtp1Decoder(100, 3, null), "01 01 01 01 01 01 01")
        .contains("more than 3 frames (maxFrames)");
  }

  @Test
  void whatIsRefusedIsRefusedWhereverItIsCut() {
    Fragmenter.forEachFragmentation(
        Hex.bytes("02 00 61 04 01 61 61 61 04 00 61 61 61"),
        fragments -> {
          Recorder sink = Recorder.greedy();
          assertBreaks(
              Rule.MESSAGE_TOO_LARGE, () -> sink.feed(new Zmtp1Decoder(5, 10, null), fragments));
          assertThat(sink.decoded()).hasSize(1);
        });
  }

  @Test
  void randomBytesAreRefusedOrUnderstoodButNeverBreakTheDecoder() {
    Random random = new Random(13);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      Throwable thrown =
          catchThrowable(
              () -> Recorder.greedy().feed(new Zmtp1Decoder(1000, 10, null), List.of(bytes)));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ProtocolException.class);
      }
    }
  }

  /** The first round is the interpreter's, and loads classes. */
  @Test
  void nothingIsAllocatedForWhatHasNotCome() {
    long allocated = 0;
    for (int i = 0; i < 3; i++) {
      Zmtp1Decoder decoder = unlimited();
      ByteBuf in = Hex.buffer("ff 00 00 00 00 7f ff ff 00 00 61");
      Recorder sink = Recorder.greedy();
      long thread = Thread.currentThread().getId();
      long before = THREADS.getThreadAllocatedBytes(thread);
      decoder.decode(in, sink);
      allocated = THREADS.getThreadAllocatedBytes(thread) - before;
      assertThat(decoder.isInLargeFrame()).isTrue();
    }

    assertThat(allocated).isLessThan(80 * 1024);
  }

  @Test
  void aLargeFrameThatComesInPiecesIsRead() {
    DefaultMessage large = Sample.ofSizes(1_000_000);
    byte[] bytes = wire(large);
    Recorder sink = Recorder.greedy();
    Zmtp1Decoder decoder = unlimited();

    for (int from = 0; from < bytes.length; from += 10_007) {
      sink.feed(
          decoder, Unpooled.wrappedBuffer(bytes, from, Math.min(10_007, bytes.length - from)));
    }

    assertThat(sink.decoded()).containsExactly(large);
    assertThat(decoder.isInLargeFrame()).isFalse();
  }

  @Test
  void aFrameIsLargeWhile2048BytesOfItAreToCome() {
    Zmtp1Decoder decoder = unlimited();
    Recorder sink = Recorder.greedy();
    byte[] bytes = wire(Sample.ofSizes(3000));

    assertThat(decoder.isInLargeFrame()).isFalse();
    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 0, 10 + 3000 - 2048));
    assertThat(decoder.isInLargeFrame()).isTrue();
    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 10 + 3000 - 2048, 1));
    assertThat(decoder.isInLargeFrame()).isFalse();
  }

  @Test
  void whatFollowsAStopIsLeftUnread() {
    ByteBuf in = Hex.buffer("02 00 61" + "02 00 62");
    Recorder sink = Recorder.stopping();

    assertThat(unlimited().decode(in, sink)).isFalse();

    assertThat(sink.decoded()).containsExactly(Sample.filled(1, 'a'));
    assertThat(in).isEqualTo(Hex.buffer("02 00 62"));
  }

  private static byte[] wire(DefaultMessage message) {
    return Zmtp1EncoderTest.onTheWire(message);
  }

  private static Zmtp1Decoder unlimited() {
    return new Zmtp1Decoder(Long.MAX_VALUE, Integer.MAX_VALUE, null);
  }

  private static List<Object> decoded(Zmtp1Decoder decoder, String hex) {
    return Recorder.greedy().feed(decoder, List.of(Hex.bytes(hex))).decoded();
  }

  private static AbstractStringAssert<?> refused(Rule rule, Zmtp1Decoder decoder, String hex) {
    return assertBreaks(rule, () -> Recorder.greedy().feed(decoder, Hex.buffer(hex)));
  }
}
