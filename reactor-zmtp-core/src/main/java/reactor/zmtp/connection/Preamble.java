package reactor.zmtp.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;

/**
 * Handler of what two peers say to each other before ZMTP, and within its deadline. It begins when
 * the channel is active, and leaves the pipeline to the beginning of ZMTP.
 */
public abstract class Preamble extends ChannelInboundHandlerAdapter {

  private final String what;
  private final Beginning next;
  private boolean over;

  /** {@code what} it is called in errors. */
  protected Preamble(String what, Beginning next) {
    this.what = what;
    this.next = next;
  }

  protected abstract void begin(ChannelHandlerContext ctx);

  @Override
  public final void channelActive(ChannelHandlerContext ctx) {
    next.deadline().begin(() -> expired(ctx));
    begin(ctx);
    ctx.channel().config().setAutoRead(true);
  }

  /** Begins ZMTP, with the carrier before it. */
  protected final void succeed(ChannelHandlerContext ctx, Carrier carrier) {
    if (over) {
      return;
    }
    over = true;
    ctx.pipeline().addAfter(ctx.name(), Carrier.NAME, carrier);
    ctx.pipeline().addAfter(Carrier.NAME, "reactor.zmtp.carried", next.handler());
    ctx.fireChannelActive();
  }

  protected final boolean isOver() {
    return over;
  }

  protected final void fail(ChannelHandlerContext ctx, HandshakeFailure reason, Throwable cause) {
    if (!over) {
      over = true;
      next.deadline().met();
      ctx.close();
      next.channel().failed(reason, cause);
    }
  }

  private void expired(ChannelHandlerContext ctx) {
    fail(
        ctx,
        HandshakeFailure.TIMEOUT,
        new ZmqException(
            "the peer did not finish the handshake within %s; it got as far as %s"
                .formatted(next.deadline(), what)));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, HandshakeFailure.CLOSED, closed(null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (TlsFailure.is(cause)) {
      fail(ctx, HandshakeFailure.TLS, TlsFailure.explained(cause));
    } else {
      fail(ctx, HandshakeFailure.CLOSED, closed(cause));
    }
  }

  private ZmqException closed(@Nullable Throwable cause) {
    return new ZmqException(
        (cause == null ? "the peer closed the connection" : "the connection was lost")
            + " before "
            + what
            + " was complete",
        cause);
  }
}
