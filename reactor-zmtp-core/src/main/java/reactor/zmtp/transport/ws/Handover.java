package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import reactor.netty.NettyPipeline;

/**
 * Where a channel of Reactor Netty's HTTP server is handed over, right behind its HTTP codec. First
 * it keeps the bytes that come after the request; what the server has still to be told passes. When
 * the server is done, ZMTP comes before it, and the server's own handlers, which remain behind it,
 * see nothing more but the end, so that what they count comes out even.
 */
final class Handover extends ChannelInboundHandlerAdapter {

  static final String NAME = "reactor.zmtp.handover";

  private final List<ByteBuf> early = new ArrayList<>();
  private boolean done;

  /** Begins, whether or not the codec has more to decode now: it does not. */
  static Handover begin(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    Handover handover = new Handover();
    HttpServerCodec codec = pipeline.get(HttpServerCodec.class);
    pipeline.addAfter(pipeline.context(codec).name(), NAME, handover);
    removeIfThere(pipeline, NettyPipeline.HttpTrafficHandler); // it would begin the next request
    codec.removeInboundHandler();
    return handover;
  }

  private static void removeIfThere(ChannelPipeline pipeline, String name) {
    ChannelHandler handler = pipeline.get(name);
    if (handler != null) {
      pipeline.remove(handler);
    }
  }

  /** The server is done: from now on nothing is read until ZMTP begins. */
  void end(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    channel.config().setAutoRead(false);
    removeIfThere(pipeline, NettyPipeline.IdleTimeoutHandler);
    removeIdleHandlers(pipeline);
    pipeline.remove(HttpServerCodec.class);
    done = true;
    ChannelHandlerContext ctx = pipeline.context(this);
    channel.closeFuture().addListener(closed -> ctx.fireChannelInactive());
  }

  /** Those of the server's user would take a peer for idle, since nothing passes them any more. */
  private static void removeIdleHandlers(ChannelPipeline pipeline) {
    IdleStateHandler idle = pipeline.get(IdleStateHandler.class);
    while (idle != null) {
      pipeline.remove(idle);
      idle = pipeline.get(IdleStateHandler.class);
    }
  }

  /** The bytes that have come, which are the caller's to release. */
  List<ByteBuf> takeEarly() {
    List<ByteBuf> all = List.copyOf(early);
    early.clear();
    return all;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    takeEarly().forEach(ByteBuf::release);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof ByteBuf bytes) { // none comes once ZMTP has begun
      ctx.channel().config().setAutoRead(false);
      early.add(bytes);
    } else if (done) {
      ReferenceCountUtil.release(msg);
    } else {
      ctx.fireChannelRead(msg);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!done) {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (done) {
      ReferenceCountUtil.release(event);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!done) {
      ctx.fireChannelWritabilityChanged();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {}

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {}

  @Override
  public void channelUnregistered(ChannelHandlerContext ctx) {}

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!done) {
      ctx.fireChannelInactive();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!done) {
      ctx.fireExceptionCaught(cause);
    }
  }
}
