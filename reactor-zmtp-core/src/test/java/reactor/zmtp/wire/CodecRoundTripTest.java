package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.message.DefaultMessage;

/** What is encoded is decoded, in whatever buffers it is taken and in whatever pieces it comes. */
class CodecRoundTripTest {

  private static final int MESSAGES = 300;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

  @ParameterizedTest
  @MethodSource("sizes")
  void aFrameOfAnySizeComesBackAfterWhateverElseIsInTheBuffer(int size) {
    for (int before : Sample.SIZES) {
      List<DefaultMessage> messages =
          List.of(Sample.ofSizes(before), Sample.ofSizes(size), Sample.ofSizes(size, 0, before));
      Encoded encoded = new Encoded();
      for (DefaultMessage message : messages) {
        encoded.add(message);
      }

      assertThat(decodeWhole(encoded.bytes()).equals(messages)).as("after %d", before).isTrue();
    }
  }

  static int[] sizes() {
    return Sample.SIZES;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anythingComesBackHoweverItIsTakenAndCut(long seed) {
    Random random = new Random(seed);
    List<DefaultMessage> messages = messages(random);
    Encoded encoded = new Encoded();
    for (DefaultMessage message : messages) {
      encoded.add(message);
      if (random.nextInt(10) == 0) {
        encoded.take();
      }
    }
    byte[] bytes = encoded.bytes();

    assertThat(decodeInPieces(bytes, random, Recorder.greedy()).equals(messages)).isTrue();
    assertThat(decodeInPieces(bytes, random, Recorder.stopping()).equals(messages)).isTrue();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  @Test
  void aBufferFilledToAnyByteGoesOnRightly() {
    DefaultMessage next = Sample.ofSizes(300, 0, 255, 2048);
    for (int free = 0; free <= 40; free++) {
      DefaultMessage filling = Sample.ofSizes(MessageEncoder.CAPACITY - 9 - free);
      Encoded encoded = new Encoded();
      encoded.add(filling);
      encoded.add(next);

      assertThat(decodeWhole(encoded.bytes()).equals(List.of(filling, next)))
          .as("with %d bytes free", free)
          .isTrue();
    }
  }

  /** The highest byte of a length that Java's arrays can have differs from 0 from 16 MiB on. */
  @Test
  void aFrameOfMoreThan16MiBComesBack() {
    List<DefaultMessage> messages = List.of(Sample.ofSizes(0x01020304), Sample.ofSizes(1));
    Encoded encoded = new Encoded();
    messages.forEach(encoded::add);
    byte[] bytes = encoded.bytes();

    assertThat(bytes).startsWith(Hex.bytes("02 00 00 00 00 01 02 03 04"));
    assertThat(decodeWhole(bytes).equals(messages)).isTrue();
  }

  private static List<DefaultMessage> messages(Random random) {
    List<DefaultMessage> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      int[] sizes = new int[random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1];
      for (int f = 0; f < sizes.length; f++) {
        sizes[f] = size(random);
      }
      messages.add(Sample.ofSizes(sizes));
    }
    return messages;
  }

  private static int size(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Sample.SIZES[random.nextInt(Sample.SIZES.length)];
      case 1 -> random.nextInt(5000);
      default -> random.nextInt(300);
    };
  }

  private static List<Object> decodeWhole(byte[] bytes) {
    return Recorder.greedy().feed(decoder(), List.of(bytes)).decoded();
  }

  private static List<Object> decodeInPieces(byte[] bytes, Random random, Recorder sink) {
    MessageDecoder decoder = decoder();
    int at = 0;
    while (at < bytes.length) {
      int most = random.nextBoolean() ? 100 : 100_000;
      int n = Math.min(bytes.length - at, 1 + random.nextInt(most));
      ByteBuf piece = random.nextBoolean() ? Unpooled.directBuffer(n) : Unpooled.buffer(n);
      piece.writeBytes(bytes, at, n);
      sink.feed(decoder, piece);
      piece.release();
      at += n;
    }
    return sink.decoded();
  }

  private static MessageDecoder decoder() {
    return new MessageDecoder(Long.MAX_VALUE, 100);
  }

  /** Bytes of an encoder, taken as a connection takes them, with its books checked at each step. */
  private final class Encoded {

    private final MessageEncoder encoder = new MessageEncoder(allocator);
    private final ByteBuf all = Unpooled.buffer();
    private long whole;

    void add(DefaultMessage message) {
      boolean done = encoder.start(message);
      while (!done) {
        take();
        assertThat(all.readableBytes()).isEqualTo(whole + encoder.unfinishedBytes());
        done = encoder.resume();
      }
      whole += encoder.encodedSize(message);
      assertThat(encoder.unfinishedBytes()).isZero();
    }

    void take() {
      ByteBuf taken = encoder.take();
      assertThat(taken.readableBytes()).isLessThanOrEqualTo(MessageEncoder.LARGE_CAPACITY);
      all.writeBytes(taken);
      taken.release();
    }

    byte[] bytes() {
      take();
      byte[] bytes = new byte[all.readableBytes()];
      all.readBytes(bytes);
      assertThat(bytes.length).isEqualTo(whole);
      return bytes;
    }
  }
}
