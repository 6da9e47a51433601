package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakePeer;

/** Raw TCP: bytes and nothing else. */
class RawTest {

  private final MessageEncoder encoder = MessageEncoder.raw(ByteBufAllocator.DEFAULT);

  @ParameterizedTest
  @MethodSource("sizes")
  void theBytesOfAllFramesAreWrittenAndNothingElse(int size) {
    for (DefaultMessage message :
        new DefaultMessage[] {
          Sample.ofSizes(size), Sample.ofSizes(size, size), Sample.ofSizes(3, size, 0)
        }) {
      byte[] encoded = encode(message);

      assertThat(encoded).isEqualTo(payloads(message));
      assertThat(encoder.encodedSize(message)).isEqualTo(encoded.length);
    }
  }

  @Test
  void aMessageThatFitsIsWholeAtOnce() {
    assertThat(encoder.start(Sample.ofSizes(3, 0, 5000))).isTrue();
    assertThat(encoder.isUnfinished()).isFalse();
    encoder.release();
  }

  static int[] sizes() {
    return Sample.SIZES;
  }

  @Test
  void whateverComesIsAMessageOfItsPeer() {
    FakePeer peer = new FakePeer();
    RawDecoder decoder = new RawDecoder(peer);
    List<DefaultMessage> received = new ArrayList<>();
    ByteBuf in = Unpooled.wrappedBuffer(new byte[] {1, 2, 3});

    assertThat(decoder.decode(in, into(received, true))).isTrue();

    assertThat(received).containsExactly(new DefaultMessage(new byte[] {1, 2, 3}));
    assertThat(received.get(0).peer()).isSameAs(peer);
    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void noFrameIsEverUnfinished() {
    RawDecoder decoder = new RawDecoder(new FakePeer());
    decoder.decode(Unpooled.wrappedBuffer(new byte[100_000]), into(new ArrayList<>(), true));

    assertThat(decoder.isInLargeFrame()).isFalse();
  }

  @Test
  void noBytesAreNoMessage() {
    List<DefaultMessage> received = new ArrayList<>();

    assertThat(new RawDecoder(new FakePeer()).decode(Unpooled.EMPTY_BUFFER, into(received, true)))
        .isTrue();

    assertThat(received).isEmpty();
  }

  @Test
  void aSinkThatHasEnoughIsObeyed() {
    ByteBuf in = Unpooled.wrappedBuffer(new byte[10]);

    assertThat(new RawDecoder(new FakePeer()).decode(in, into(new ArrayList<>(), false))).isFalse();
  }

  private byte[] encode(DefaultMessage message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (boolean whole = encoder.start(message); !whole; whole = encoder.resume()) {
      take(all);
    }
    take(all);
    return all.toByteArray();
  }

  private void take(ByteArrayOutputStream all) {
    if (!encoder.isEmpty()) {
      ByteBuf taken = encoder.take();
      byte[] bytes = new byte[taken.readableBytes()];
      taken.readBytes(bytes);
      all.writeBytes(bytes);
      taken.release();
    }
  }

  private static byte[] payloads(DefaultMessage message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    message.frames().forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static MessageDecoder.Sink into(List<DefaultMessage> received, boolean more) {
    return new MessageDecoder.Sink() {
      @Override
      public boolean message(DefaultMessage message) {
        received.add(message);
        return more;
      }

      @Override
      public boolean command(Command command) {
        throw new AssertionError("raw TCP has no commands");
      }
    };
  }
}
