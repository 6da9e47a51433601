package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.connection.Carrier;

/** Beginning of a channel that was upgraded to WebSocket already: with what has come since. */
final class HostedBeginning extends ChannelInboundHandlerAdapter {

  private final ZwsFraming framing;
  private final List<ByteBuf> early;
  private final Beginning zmtp;

  HostedBeginning(ZwsFraming framing, List<ByteBuf> early, Beginning zmtp) {
    this.framing = framing;
    this.early = early;
    this.zmtp = zmtp;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addAfter(ctx.name(), Carrier.NAME, framing);
    ctx.pipeline().addAfter(Carrier.NAME, "reactor.zmtp.carried", zmtp.handler());
    ctx.fireChannelActive();
    early.forEach(ctx::fireChannelRead);
    ctx.pipeline().remove(this);
  }
}
