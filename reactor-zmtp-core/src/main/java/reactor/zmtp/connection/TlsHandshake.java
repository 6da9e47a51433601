package reactor.zmtp.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;

/**
 * Beginning of a connection over TLS: the TLS handshake, before any byte of ZMTP. It puts Reactor
 * Netty's handlers before itself, and when they are done it leaves the pipeline to what begins the
 * connection in the clear.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {

  private final SslProvider provider;
  private final @Nullable SocketAddress expected;
  private final PeerChannel peerChannel;
  private final Deadline deadline;
  private final ChannelHandler next;

  private final TlsRecords records = new TlsRecords();

  private boolean over;

  /** With the name of the peer that is expected, if this side connects. */
  TlsHandshake(
      SslProvider provider,
      @Nullable SocketAddress expected,
      PeerChannel peerChannel,
      Deadline deadline,
      ChannelHandler next) {
    this.provider = provider;
    this.expected = expected;
    this.peerChannel = peerChannel;
    this.deadline = deadline;
    this.next = next;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline.begin(() -> expired(ctx));
    try {
      provider.addSslHandler(ctx.channel(), expected, false);
      ctx.pipeline().addFirst("reactor.zmtp.records", records);
    } catch (Throwable e) { // of a configurator, or of a context that was closed
      fail(ctx, HandshakeFailure.TLS, TlsFailure.explained(e));
      return;
    }
    ctx.channel().config().setAutoRead(true);
  }

  // Not passed on: to what comes next, the channel becomes active with TLS.
  @Override
  public void channelActive(ChannelHandlerContext ctx) {}

  private void expired(ChannelHandlerContext ctx) {
    fail(
        ctx,
        HandshakeFailure.TIMEOUT,
        new ZmqException(
            "the peer did not finish the handshake within %s; it got as far as TLS"
                .formatted(deadline)));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof SslCompletionEvent completed)) {
      ctx.fireUserEventTriggered(event);
    } else if (!completed.isSuccess()) {
      fail(ctx, completed.cause());
    } else if (event instanceof SslHandshakeCompletionEvent) {
      succeed(ctx);
    }
  }

  private void succeed(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    records.negotiated();
    ctx.pipeline().get(SslHandler.class).setWrapDataSize(PendingWrite.RECORD);
    peerChannel.certified(subject(ctx.pipeline().get(SslHandler.class)));
    over = true;
    ctx.pipeline().addAfter(ctx.name(), "reactor.zmtp.greeting", next);
    ctx.fireChannelActive();
    ctx.pipeline().remove(this);
  }

  /**
   * The subject of the certificate that the peer has shown, in the form of RFC 2253; null if it has
   * none.
   */
  static @Nullable String subject(SslHandler tls) {
    try {
      String name = tls.engine().getSession().getPeerPrincipal().getName();
      return name.isEmpty() ? null : name;
    } catch (SSLPeerUnverifiedException nobody) {
      return null;
    }
  }

  // Nothing comes in the clear before the handshake is over, nor after it has failed.
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, new ClosedChannelException());
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, TlsFailure.reason(cause), TlsFailure.explained(cause));
  }

  private void fail(ChannelHandlerContext ctx, HandshakeFailure reason, Throwable cause) {
    if (!over) {
      over = true;
      deadline.met();
      ctx.close();
      peerChannel.failed(reason, cause);
    }
  }
}
