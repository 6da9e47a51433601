package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.message.DefaultMessage;

/**
 * A length from the wire costs its sender more than it costs us: no array that is kept is larger
 * than four times what has come and 1 KiB. An array that grows fourfold leaves the smaller ones to
 * the garbage collector, which makes at most a third more altogether; frames up to 256 KiB that
 * come in pieces of 16 KiB and more leave nothing.
 */
class MessageDecoderAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int KIB = 1024;

  /** Objects around the arrays; and what an interpreter or an agent allocates beside. */
  private static final int SLACK = 16 * KIB;

  private static final MessageDecoder.Sink NOTHING =
      new MessageDecoder.Sink() {
        @Override
        public boolean message(DefaultMessage message) {
          return true;
        }

        @Override
        public boolean command(Command command) {
          return true;
        }
      };

  /** Classes are loaded, and the thread's scratch array is there. */
  @BeforeEach
  void warmUp() {
    for (int i = 0; i < 10; i++) {
      refused(decoder(), Hex.buffer("02 40 00 00 00 00 00 00 00"));
      decoder().decode(Unpooled.wrappedBuffer(Sample.onTheWire(Sample.ofSizes(1, 5000))), NOTHING);
      allocatedBy(() -> {});
    }
  }

  @Test
  void aFrameOf2To62BytesAllocatesNothing() {
    MessageDecoder decoder = decoder();
    ByteBuf in = Hex.buffer("02 40 00 00 00 00 00 00 00" + "61".repeat(64));

    assertThat(allocatedBy(() -> refused(decoder, in))).isLessThan(64 * KIB);
  }

  @Test
  void anAnnouncementAloneAllocatesNothing() {
    MessageDecoder decoder = decoder();
    ByteBuf in = header(Integer.MAX_VALUE - 8);

    assertThat(allocatedBy(() -> decoder.decode(in, NOTHING))).isLessThan(SLACK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 10_000})
  void theBeginningOfALargeFrameTakesFourTimesWhatHasComeAnd1KiB(int come) {
    int connections = 100;
    Runnable begin =
        () -> {
          MessageDecoder decoder = decoder();
          decoder.decode(header(Integer.MAX_VALUE - 8), NOTHING);
          decoder.decode(Unpooled.wrappedBuffer(new byte[come]), NOTHING);
        };
    begin.run();

    long allocated =
        allocatedBy(
            () -> {
              for (int i = 0; i < connections; i++) {
                begin.run();
              }
            });

    assertThat(allocated / connections).isLessThan(5L * come + 3 * KIB);
  }

  @Test
  void aFrameThatComesByteByByteIsWhole() {
    byte[] payload = new byte[100_000];
    new Random(12).nextBytes(payload);
    ByteBuf wire = header(payload.length).capacity(9 + payload.length).writeBytes(payload);
    MessageDecoder decoder = decoder();
    List<DefaultMessage> came = new ArrayList<>();

    while (wire.isReadable()) {
      decoder.decode(wire.readSlice(1), collecting(came));
    }

    assertThat(came).hasSize(1);
    assertThat(came.get(0).array(0)).isEqualTo(payload);
  }

  @Test
  void noMoreIsAllocatedThanFourTimesWhatHasCome() {
    MessageDecoder decoder = decoder();
    decoder.decode(header(Integer.MAX_VALUE - 8), NOTHING);
    byte[] piece = new byte[10_000];
    long come = 0;
    long allocated = 0;

    while (come < 20_000_000) {
      ByteBuf in = Unpooled.wrappedBuffer(piece);
      allocated += allocatedBy(() -> decoder.decode(in, NOTHING));
      come += piece.length;
      assertThat(allocated)
          .as("after %d bytes", come)
          .isLessThan(200 * KIB + come * 16 / 3 + come / 10);
    }
  }

  @Test
  void aFrameThatHasComeWholeIsAllocatedOnce() {
    MessageDecoder decoder = decoder();
    ByteBuf in = Unpooled.wrappedBuffer(Sample.onTheWire(Sample.ofSizes(5_000_000)));

    assertThat(allocatedBy(() -> decoder.decode(in, NOTHING)))
        .isBetween(5_000_000L, 5_000_000L + SLACK);
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 65_536, 100_000})
  void aFrameOf256KiBIsAllocatedOnceHoweverItComes(int piece) {
    byte[] wire = Sample.onTheWire(Sample.ofSizes(256 * KIB));
    MessageDecoder decoder = decoder();
    inPieces(decoder, wire, piece);

    assertThat(allocatedBy(() -> inPieces(decoder, wire, piece)))
        .isBetween(256L * KIB, 256L * KIB + 2 * SLACK);
  }

  private static void inPieces(MessageDecoder decoder, byte[] wire, int piece) {
    for (int i = 0; i < wire.length; i += piece) {
      decoder.decode(Unpooled.wrappedBuffer(wire, i, Math.min(piece, wire.length - i)), NOTHING);
    }
  }

  @Test
  void anEndlessMessageOfEmptyFramesIsEndedByTheCountOfFrames() {
    MessageDecoder decoder = new MessageDecoder(Long.MAX_VALUE, 65_536);
    ByteBuf in = Hex.buffer("01 00".repeat(1000));

    long allocated =
        allocatedBy(
            () -> {
              for (int i = 0; i < 65; i++) {
                decoder.decode(in.readerIndex(0), NOTHING);
              }
            });

    assertThat(allocated).isLessThan(2000 * KIB);
    refused(decoder, in.readerIndex(0));
  }

  /**
   * Three arrays of 16 + 8 bytes, the message of 24, and an array of 16 + 8 for two of the three.
   */
  @Test
  void aMessageOfManyFramesCostsItsArraysAndNothingBeside() {
    int messages = 10_000;
    MessageDecoder decoder = decoder();
    byte[] wire = Sample.onTheWire(Sample.ofSizes(8, 8, 8));
    ByteBuf in = Unpooled.buffer(wire.length * messages);
    for (int i = 0; i < messages; i++) {
      in.writeBytes(wire);
    }

    assertThat(allocatedBy(() -> decoder.decode(in, NOTHING)))
        .isLessThanOrEqualTo(120L * messages + SLACK);
  }

  private static MessageDecoder.Sink collecting(List<DefaultMessage> came) {
    return new MessageDecoder.Sink() {
      @Override
      public boolean message(DefaultMessage message) {
        return came.add(message);
      }

      @Override
      public boolean command(Command command) {
        return true;
      }
    };
  }

  private static MessageDecoder decoder() {
    return new MessageDecoder(Long.MAX_VALUE, 1000);
  }

  private static void refused(MessageDecoder decoder, ByteBuf in) {
    assertThatThrownBy(() -> decoder.decode(in, NOTHING)).isInstanceOf(ProtocolException.class);
  }

  private static ByteBuf header(int length) {
    return Unpooled.buffer(9).writeByte(2).writeLong(length);
  }

  private static long allocatedBy(Runnable task) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    task.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
