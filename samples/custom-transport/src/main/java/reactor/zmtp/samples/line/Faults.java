package reactor.zmtp.samples.line;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Delays what goes out, and cuts the connection when enough has passed either way. */
final class Faults extends ChannelDuplexHandler {

  private final long delay;
  private long left;

  Faults(Line line) {
    this.delay = line.delay();
    this.left = line.cut();
  }

  /**
   * The promise is kept when the bytes have gone. Until then nothing more is written: that is how a
   * slow link holds up whoever publishes.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise says how it went
  public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) {
    int size = ((ByteBuf) bytes).readableBytes();
    ctx.executor()
        .schedule(
            () -> {
              ctx.writeAndFlush(bytes, promise);
              passed(ctx, size);
            },
            delay,
            MILLISECONDS);
  }

  /** Nothing has to be held back: bytes come when they are asked for. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    int size = ((ByteBuf) bytes).readableBytes();
    ctx.fireChannelRead(bytes);
    passed(ctx, size);
  }

  /** Whoever connects comes back by itself. */
  private void passed(ChannelHandlerContext ctx, int bytes) {
    left -= bytes;
    if (left < 0) {
      ctx.close();
    }
  }
}
