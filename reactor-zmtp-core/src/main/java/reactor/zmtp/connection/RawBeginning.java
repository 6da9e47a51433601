package reactor.zmtp.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.wire.RawDecoder;

/** Beginning of a connection without a handshake: raw TCP is a peer at once. */
final class RawBeginning extends ChannelInboundHandlerAdapter {

  private final IoLoop loop;
  private final Options options;
  private final PeerChannel peerChannel;
  private final Deadline deadline;

  RawBeginning(IoLoop loop, Options options, PeerChannel peerChannel, Deadline deadline) {
    this.loop = loop;
    this.options = options;
    this.peerChannel = peerChannel;
    this.deadline = deadline;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.met();
    PeerMetadata peer = peerChannel.peer();
    PeerRegistry.Refusal refusal = peerChannel.refuse(peer);
    if (refusal != null) {
      ctx.pipeline().remove(this); // nothing more is to be reported of it
      ctx.channel().close();
      peerChannel.failed(refusal.reason(), new ZmqException(refusal.why()));
      return;
    }
    Connection connection = Connection.raw(loop, options, new RawDecoder(peer), peerChannel);
    ctx.pipeline().addAfter(ctx.name(), "reactor.zmtp.connection", connection);
    Pipe pipe = peerChannel.ready(connection, peer);
    ctx.channel().config().setAutoRead(true);
    ctx.pipeline().remove(this);
    connection.start(pipe, Unpooled.EMPTY_BUFFER);
  }

  // It was closed before it began: a listener of events may do that.
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    peerChannel.failed(
        HandshakeFailure.CLOSED, new ZmqException("the peer closed the connection at once"));
  }
}
