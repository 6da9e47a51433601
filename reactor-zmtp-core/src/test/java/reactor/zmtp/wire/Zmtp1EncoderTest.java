package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.message.DefaultMessage;

/** The bytes of RFC 13's framing, many messages to a buffer. */
class Zmtp1EncoderTest {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final Zmtp1Encoder encoder = new Zmtp1Encoder(allocator);

  /** In the plainest way. */
  static byte[] onTheWire(DefaultMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < message.size(); i++) {
      byte[] frame = message.array(i);
      if (frame.length <= 253) {
        out.write(frame.length + 1);
      } else {
        out.write(0xff);
        out.writeBytes(ByteBuffer.allocate(8).putLong(frame.length + 1L).array());
      }
      out.write(i + 1 < message.size() ? 1 : 0);
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  @AfterEach
  void everyBufferWasReleased() {
    encoder.release();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  @Test
  void anEmptyMessageHasLength1() {
    assertEncoded("01 00", new DefaultMessage(new byte[0]));
  }

  @Test
  void aFrameOf253BytesIsShort() {
    assertEncoded("fe 00" + "61".repeat(253), Sample.filled(253, 'a'));
  }

  @Test
  void aFrameOf254BytesIsLong() {
    assertEncoded("ff 00 00 00 00 00 00 00 ff 00" + "62".repeat(254), Sample.filled(254, 'b'));
  }

  @Test
  void allFramesButTheLastSayThatMoreFollow() {
    assertEncoded(
        "02 01 61 01 01 03 00 62 63", DefaultMessage.of(new byte[][] {{'a'}, {}, {'b', 'c'}}));
  }

  @Test
  void aFrameAloneIsAWholeMessage() {
    assertThat(Framing.ZMTP_1_0.frame(0, new byte[] {1, 'A'})).isEqualTo(Hex.bytes("03 00 01 41"));
  }

  @Test
  void messagesShareABuffer() {
    assertThat(encoder.isEmpty()).isTrue();
    assertThat(encoder.start(Sample.filled(1, 'a'))).isTrue();
    assertThat(encoder.start(Sample.filled(2, 'b'))).isTrue();
    assertThat(encoder.isEmpty()).isFalse();

    assertThat(take()).isEqualTo(Hex.bytes("02 00 61 03 00 62 62"));
    assertThat(encoder.isEmpty()).isTrue();
  }

  @Test
  void everySizeIsWrittenWhateverIsInTheBufferBeforeIt() {
    for (int size : Sample.SIZES) {
      for (int before : new int[] {0, 1, MessageEncoder.CAPACITY - 10 - 9}) {
        DefaultMessage first = Sample.ofSizes(before);
        DefaultMessage second = Sample.ofSizes(size, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        write(first, out);
        write(second, out);
        out.writeBytes(take());

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(onTheWire(first));
        expected.writeBytes(onTheWire(second));
        assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(encoder.encodedSize(second)).isEqualTo(onTheWire(second).length);
      }
    }
  }

  /** The highest byte of a length that Java's arrays can have differs from 0 from 16 MiB on. */
  @Test
  void aFrameOfMoreThan16MiBComesBack() {
    DefaultMessage large = Sample.ofSizes(0x01020304);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    write(large, out);
    out.writeBytes(take());
    byte[] bytes = out.toByteArray();

    assertThat(bytes).startsWith(Hex.bytes("ff 00 00 00 00 01 02 03 05 00"));
    List<Object> decoded =
        Recorder.greedy().feed(new Zmtp1Decoder(Long.MAX_VALUE, 1, null), List.of(bytes)).decoded();
    assertThat(decoded.equals(List.of(large))).isTrue();
  }

  @Test
  void howMuchOfAnUnfinishedMessageIsEncodedIsKnown() {
    DefaultMessage message = Sample.ofSizes(MessageEncoder.CAPACITY);

    assertThat(encoder.start(message)).isFalse();
    assertThat(encoder.isUnfinished()).isTrue();
    assertThat(encoder.unfinishedBytes()).isEqualTo(MessageEncoder.CAPACITY);
    assertThat(take()).hasSize(MessageEncoder.CAPACITY);
    assertThat(encoder.resume()).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
    assertThat(encoder.unfinishedBytes()).isZero();
    assertThat(take()).hasSize(10);
  }

  @Test
  void resumingWithNothingUnfinishedIsFine() {
    assertThat(encoder.resume()).isTrue();
    assertThat(encoder.isEmpty()).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
  }

  @Test
  void whatIsGivenUpIsNotEncodedLater() {
    encoder.start(Sample.ofSizes(200_000));

    encoder.release();

    assertThat(encoder.isEmpty()).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
  }

  @Test
  void aHeaderIsNotCutInTwo() {
    encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 10 - 9));
    DefaultMessage next = Sample.ofSizes(254);

    assertThat(encoder.start(next)).isFalse();
    assertThat(encoder.unfinishedBytes()).isZero();
    assertThat(take()).hasSize(MessageEncoder.CAPACITY - 9);
    assertThat(encoder.resume()).isTrue();
    assertThat(take()).isEqualTo(onTheWire(next));
  }

  @Test
  void aHeaderThatJustFitsIsWrittenOnce() {
    encoder.start(Sample.ofSizes(MessageEncoder.CAPACITY - 10 - 10));
    DefaultMessage next = Sample.ofSizes(254);

    assertThat(encoder.start(next)).isFalse();
    assertThat(encoder.unfinishedBytes()).isEqualTo(10);
    assertThat(take()).hasSize(MessageEncoder.CAPACITY);
    assertThat(encoder.resume()).isTrue();
    assertThat(take()).isEqualTo(next.array(0));
  }

  private void write(DefaultMessage message, ByteArrayOutputStream out) {
    boolean whole = encoder.start(message);
    while (!whole) {
      out.writeBytes(take());
      whole = encoder.resume();
    }
  }

  private void assertEncoded(String hex, DefaultMessage message) {
    assertThat(encoder.start(message)).isTrue();
    assertThat(take()).isEqualTo(Hex.bytes(hex));
    assertThat(encoder.encodedSize(message)).isEqualTo(Hex.bytes(hex).length);
    assertThat(onTheWire(message)).isEqualTo(Hex.bytes(hex));
  }

  private byte[] take() {
    ByteBuf taken = encoder.take();
    byte[] bytes = ByteBufUtil.getBytes(taken);
    assertThat(taken.isDirect()).isTrue();
    taken.release();
    return bytes;
  }
}
