package reactor.zmtp.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import reactor.zmtp.loop.IoLoop;

/**
 * Registration of a channel at its event loop, and whether the channel is read.
 *
 * <p>What a peer has sent before it hung up stays with the operating system until there is room for
 * it. Meanwhile the channel is not the loop's: Netty has none that waits for nothing, and the end
 * would be reported again and again.
 */
final class LoopRegistration {

  private final IoLoop loop;
  private final ChannelHandlerContext ctx;
  private final Channel channel;
  private final Runnable inactive;

  private boolean deregistering;

  /** To be read when it has left the loop, and so can come back. */
  private boolean readLater;

  /**
   * {@code inactive} is run when the channel is closed while it has left the loop: Netty fires no
   * channelInactive then.
   */
  LoopRegistration(IoLoop loop, ChannelHandlerContext ctx, Runnable inactive) {
    this.loop = loop;
    this.ctx = ctx;
    this.channel = ctx.channel();
    this.inactive = inactive;
    channel.closeFuture().addListener(closed -> closed());
  }

  /** Has the channel read, on its loop. */
  void read() {
    if (deregistering) {
      readLater = true;
      return;
    }
    channel.config().setAutoRead(true);
    if (!channel.isRegistered()) {
      loop.eventLoop().register(channel);
    }
  }

  void stopReading() {
    readLater = false;
    channel.config().setAutoRead(false);
  }

  /** Takes back a read that TLS has asked for: Netty does so only when auto-read is turned off. */
  void cancelRead() {
    channel.config().setAutoRead(true).setAutoRead(false);
  }

  /** Takes the channel off its loop until it is to be read. */
  void deregister() {
    if (!deregistering) {
      deregistering = true;
      ctx.deregister().addListener(done -> deregistered());
    }
  }

  private void deregistered() {
    deregistering = false;
    if (!channel.isOpen()) { // a write failed before it had left
      closed();
    } else if (readLater) {
      readLater = false;
      read();
    }
  }

  private void closed() {
    if (!channel.isRegistered()) {
      loop.execute(inactive);
    }
  }
}
