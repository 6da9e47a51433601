package reactor.zmtp.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Decides how much is read from a channel at a time: much, if there is much; and nothing while it
 * is not to be read. That has to be said here: when a peer ends its side, or resets the connection,
 * Netty's native channels read all that the kernel holds, whatever {@code autoRead} says.
 */
public final class ReceiveBuffers implements RecvByteBufAllocator {

  private static final int LEAST = 4096;
  private static final int FIRST = 65_536;

  /** Enough for thousands of small messages, or a good part of a large one. */
  private static final int MOST = 262_144;

  private final AdaptiveRecvByteBufAllocator sizes;

  /** Reads no more at a time than may wait to be requested, the high-water mark in bytes. */
  public ReceiveBuffers(long mark) {
    int most = (int) Math.max(LEAST, Math.min(MOST, mark));
    this.sizes = new AdaptiveRecvByteBufAllocator(LEAST, Math.min(FIRST, most), most);
  }

  @Override
  public ExtendedHandle newHandle() {
    return new WhileReading((ExtendedHandle) sizes.newHandle());
  }

  /** Gives no room to a channel that is not to be read, and does not take that for its end. */
  private static final class WhileReading extends DelegatingHandle implements ExtendedHandle {

    private boolean paused;

    @SuppressWarnings("NullAway.Init") // set by reset, before anything else
    private ChannelConfig config;

    WhileReading(ExtendedHandle sizes) {
      super(sizes);
    }

    @Override
    public void reset(ChannelConfig config) {
      this.config = config;
      super.reset(config);
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      paused = !config.isAutoRead();
      return paused ? Unpooled.EMPTY_BUFFER : super.allocate(alloc);
    }

    @Override
    public void lastBytesRead(int bytes) {
      super.lastBytesRead(paused ? 0 : bytes);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return ((ExtendedHandle) delegate()).continueReading(maybeMore);
    }
  }
}
