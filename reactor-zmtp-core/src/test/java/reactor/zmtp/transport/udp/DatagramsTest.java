package reactor.zmtp.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.message.DefaultMessage;

/** What is in a datagram. */
class DatagramsTest {

  private static DefaultMessage message(int group, int body) {
    return DefaultMessage.of(List.of(new byte[group], new byte[body]), null);
  }

  @Test
  void whatIsEncodedIsDecoded() {
    for (int group : new int[] {0, 1, 127, 128, 255}) {
      for (int body : new int[] {0, 1, 7936}) {
        DefaultMessage message = message(group, body);
        ByteBuf datagram = Datagrams.encode(message, UnpooledByteBufAllocator.DEFAULT);
        try {
          assertThat(datagram.readableBytes()).isEqualTo(1 + group + body);
          assertThat(Datagrams.decode(datagram)).isEqualTo(message);
        } finally {
          datagram.release();
        }
      }
    }
  }

  @Test
  void whatFitsHas8192BytesAtMost() {
    assertThat(Datagrams.fits(message(0, 8191))).isTrue();
    assertThat(Datagrams.fits(message(0, 8192))).isFalse();
    assertThat(Datagrams.fits(message(255, 7936))).isTrue();
    assertThat(Datagrams.fits(message(255, 7937))).isFalse();
  }

  @Test
  void whateverElseThereIsBecomesNoMessage() {
    assertThat(Datagrams.decode(Unpooled.EMPTY_BUFFER)).isNull();
    assertThat(Datagrams.decode(Unpooled.wrappedBuffer(new byte[] {1}))).isNull();
    assertThat(Datagrams.decode(Unpooled.wrappedBuffer(new byte[] {-1, 'T', 'V'}))).isNull();
    assertThat(Datagrams.decode(Unpooled.wrappedBuffer(new byte[8193]))).isNull();
  }

  @Test
  void theGroupBeginsAfterItsLength() {
    ByteBuf datagram =
        Datagrams.encode(
            DefaultMessage.of(List.of(new byte[] {'T', 'V'}, new byte[] {7}), null),
            UnpooledByteBufAllocator.DEFAULT);
    try {
      assertThat(ByteBufUtil.getBytes(datagram)).isEqualTo(new byte[] {2, 'T', 'V', 7});
    } finally {
      datagram.release();
    }
  }
}
