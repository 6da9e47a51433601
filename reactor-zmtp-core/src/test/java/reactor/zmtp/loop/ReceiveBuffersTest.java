package reactor.zmtp.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ReceiveBuffersTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @Test
  void aChannelThatIsNotToBeReadGetsNoRoomAndThatIsNotItsEnd() {
    ExtendedHandle handle = new ReceiveBuffers(Long.MAX_VALUE).newHandle();
    channel.config().setAutoRead(false);
    handle.reset(channel.config());

    ByteBuf none = handle.allocate(ByteBufAllocator.DEFAULT);
    handle.attemptedBytesRead(none.writableBytes());
    handle.lastBytesRead(-1); // what Netty makes of nothing

    assertThat(none.capacity()).isZero();
    assertThat(handle.lastBytesRead()).isZero();
    assertThat(handle.continueReading()).isFalse();
  }

  @Test
  void theEndOfOneThatIsReadIsTold() {
    ExtendedHandle handle = new ReceiveBuffers(Long.MAX_VALUE).newHandle();
    handle.reset(channel.config());

    ByteBuf some = handle.allocate(ByteBufAllocator.DEFAULT);
    handle.lastBytesRead(-1);

    assertThat(some.capacity()).isEqualTo(65_536);
    assertThat(handle.lastBytesRead()).isEqualTo(-1);
    some.release();
  }

  @Test
  void noMoreIsReadAtATimeThanMayWait() {
    ExtendedHandle handle = new ReceiveBuffers(10_000).newHandle();
    handle.reset(channel.config());
    for (int i = 0; i < 10; i++) {
      handle.attemptedBytesRead(handle.guess());
      handle.lastBytesRead(handle.guess()); // there is always more
      handle.readComplete();
    }

    assertThat(handle.guess()).isBetween(4096, 10_000);
  }
}
