package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.zmtp.message.DefaultMessage;

/** The bytes of RFC 37's framing, many messages to a buffer. */
class MessageEncoderTest {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final MessageEncoder encoder = new MessageEncoder(allocator);

  @AfterEach
  void everyBufferWasReleased() {
    encoder.release();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
    assertThat(allocator.metric().usedHeapMemory()).isZero();
  }

  @Test
  void anEmptyMessageIsAShortFrame() {
    assertEncoded("00 00", message(""));
  }

  @Test
  void aShortMessageIsAShortFrame() {
    assertEncoded("00 05 68 65 6c 6c 6f", message("hello"));
  }

  @Test
  void aFrameOf255BytesIsShort() {
    assertEncoded("00 ff" + "61".repeat(255), Sample.filled(255, 'a'));
  }

  @Test
  void aFrameOf256BytesIsLong() {
    assertEncoded("02 00 00 00 00 00 00 01 00" + "62".repeat(256), Sample.filled(256, 'b'));
  }

  @Test
  void aLongFrameHasItsLengthInNetworkOrder() {
    assertEncoded("02 00 00 00 00 00 01 86 a0" + "63".repeat(100_000), Sample.filled(100_000, 'c'));
  }

  @Test
  void allFramesButTheLastSayThatMoreFollow() {
    assertEncoded("01 01 61" + "01 00" + "00 02 62 63", message("a", "", "bc"));
  }

  @Test
  void aLongFrameMaySayThatMoreFollow() {
    byte[] frame = new byte[256];
    assertEncoded(
        "03 00 00 00 00 00 00 01 00" + "00".repeat(256) + "00 00",
        DefaultMessage.of(new byte[][] {frame, {}}));
  }

  @Test
  void messagesShareABuffer() {
    assertThat(encoder.start(message("a"))).isTrue();
    assertThat(encoder.start(message("b", "c"))).isTrue();
    assertThat(encoder.start(Sample.filled(3000, 'd'))).isTrue();
    assertThat(encoder.start(message("e"))).isTrue();

    assertThat(take())
        .isEqualTo(
            Hex.bytes(
                "00 01 61"
                    + "01 01 62 00 01 63"
                    + "02 00 00 00 00 00 00 0b b8"
                    + "64".repeat(3000)
                    + "00 01 65"));
  }

  @Test
  void buffersAreDirect() {
    encoder.start(message("a"));
    ByteBuf small = encoder.take();
    encoder.start(Sample.filled(3000, 'd'));
    ByteBuf large = encoder.take();

    assertThat(small.isDirect()).isTrue();
    assertThat(large.isDirect()).isTrue();
    small.release();
    large.release();
  }

  @Test
  void afterATakeTheEncoderIsEmpty() {
    assertThat(encoder.isEmpty()).isTrue();
    encoder.start(message("a"));
    assertThat(encoder.isEmpty()).isFalse();
    take();
    assertThat(encoder.isEmpty()).isTrue();
  }

  @Test
  void aMessageThatFitsExactlyIsWhole() {
    int payload = MessageEncoder.CAPACITY - 9;

    assertThat(encoder.start(Sample.ofSizes(payload))).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY);
  }

  @Test
  void aMessageOneByteLongerGoesOnInTheNextBuffer() {
    DefaultMessage message = Sample.ofSizes(MessageEncoder.CAPACITY - 8);

    assertThat(encoder.start(message)).isFalse();
    assertThat(encoder.isUnfinished()).isTrue();
    byte[] first = take();
    assertThat(encoder.resume()).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
    byte[] second = take();

    assertThat(first).hasSize(MessageEncoder.CAPACITY);
    assertThat(second).containsExactly(message.array(0)[MessageEncoder.CAPACITY - 9]);
  }

  @Test
  void aHeaderIsNotCutInTwo() {
    encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 9 - 8));
    DefaultMessage next = Sample.ofSizes(256);

    assertThat(encoder.start(next)).isFalse();
    assertThat(encoder.unfinishedBytes()).isZero();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY - 8);
    assertThat(encoder.resume()).isTrue();
    assertThat(take()).isEqualTo(Sample.onTheWire(next));
  }

  @Test
  void anEmptyFrameNeedsRoomForItsHeaderOnly() {
    encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 9 - 2));

    assertThat(encoder.start(message(""))).isTrue();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY).endsWith(0, 0);
  }

  @Test
  void aFrameThatIsLargerThanABufferGetsALargerOne() {
    assertThat(encoder.start(Sample.ofSizes(MessageEncoder.LARGE_CAPACITY - 9))).isTrue();
    assertThat(take()).hasSize(MessageEncoder.LARGE_CAPACITY);

    assertThat(encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 8))).isFalse();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY);
  }

  @Test
  void aFrameThatIsNoLargerThanABufferGetsNoLargerOne() {
    assertThat(encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY))).isFalse();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY);
  }

  @Test
  void headersThatJustFitAreWritten() {
    encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 9 - 4));

    assertThat(encoder.start(message("", ""))).isTrue();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY).endsWith(1, 0, 0, 0);
  }

  @Test
  void unfinishedBytesAreThoseOfTheUnfinishedMessageAlone() {
    encoder.start(Sample.ofSizes(1000));
    encoder.start(Sample.ofSizes(3 * MessageEncoder.LARGE_CAPACITY));
    long before = encoder.encodedSize(Sample.ofSizes(1000));
    assertThat(encoder.unfinishedBytes()).isEqualTo(MessageEncoder.LARGE_CAPACITY - before);

    take();
    assertThat(encoder.resume()).isFalse();
    assertThat(encoder.unfinishedBytes()).isEqualTo(2L * MessageEncoder.LARGE_CAPACITY - before);

    take();
    encoder.resume();
    take();
    assertThat(encoder.resume()).isTrue();
    assertThat(encoder.unfinishedBytes()).isZero();
  }

  @Test
  void resumingWithNothingUnfinishedIsFine() {
    assertThat(encoder.resume()).isTrue();
    assertThat(encoder.isEmpty()).isTrue();
  }

  @Test
  void whatIsGivenUpIsNotEncodedLater() {
    encoder.start(message("lost"));
    encoder.start(Sample.ofSizes(200_000));

    encoder.release();

    assertThat(encoder.isEmpty()).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
  }

  @Test
  void smallMessagesTakeSmallBuffers() {
    encoder.start(message("a"));
    ByteBuf taken = encoder.take();

    assertThat(taken.capacity()).isLessThan(1024);
    taken.release();
  }

  @Test
  void sealedFramesDoNotSayThatMoreFollow() {
    MessageEncoder sealing = MessageEncoder.sealed(allocator, 3);
    DefaultMessage message = message("abcd", "efgh");

    assertThat(sealing.start(message)).isTrue();

    ByteBuf taken = sealing.take();
    assertThat(ByteBufUtil.getBytes(taken))
        .isEqualTo(Hex.bytes("00 04 61 62 63 64 00 04 65 66 67 68"));
    taken.release();
  }

  /** With them its header becomes a long one. */
  @Test
  void theEncodedSizeCountsWhatSealingAdds() {
    MessageEncoder sealing = MessageEncoder.sealed(allocator, 3);

    assertThat(sealing.encodedSize(Sample.ofSizes(1, 252))).isEqualTo(2 + 4 + 2 + 255);
    assertThat(sealing.encodedSize(Sample.ofSizes(1, 253))).isEqualTo(2 + 4 + 9 + 256);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theEncodedSizeIsWhatIsEncoded(int size) {
    for (DefaultMessage message :
        new DefaultMessage[] {
          Sample.ofSizes(size), Sample.ofSizes(size, size), Sample.ofSizes(3, size, 0)
        }) {
      byte[] encoded = encode(message);

      assertThat(encoded).isEqualTo(Sample.onTheWire(message));
      assertThat(encoder.encodedSize(message)).isEqualTo(encoded.length);
    }
  }

  static int[] sizes() {
    return Sample.SIZES;
  }

  private void assertEncoded(String hex, DefaultMessage message) {
    assertThat(encode(message)).isEqualTo(Hex.bytes(hex));
    assertThat(encoder.encodedSize(message)).isEqualTo(Hex.bytes(hex).length);
  }

  private byte[] encode(DefaultMessage message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean whole = encoder.start(message);
    while (!whole) {
      all.writeBytes(take());
      whole = encoder.resume();
    }
    all.writeBytes(take());
    return all.toByteArray();
  }

  private byte[] take() {
    ByteBuf taken = encoder.take();
    byte[] bytes = ByteBufUtil.getBytes(taken);
    taken.release();
    return bytes;
  }

  private static DefaultMessage message(String... frames) {
    return DefaultMessage.of(
        Arrays.stream(frames)
            .map(frame -> frame.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new));
  }
}
