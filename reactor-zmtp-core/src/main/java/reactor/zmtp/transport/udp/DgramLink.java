package reactor.zmtp.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.DatagramMessage;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.connection.RawPeer;
import reactor.zmtp.message.DefaultMessage;

/**
 * Sends datagrams from the endpoint that it receives at, each to the address that is its message's
 * first frame.
 */
final class DgramLink extends UdpReceiver {

  private final Channel channel;
  private final ChannelFutureListener dealtWith = this::dealtWith;

  private int underWay;
  private int unsendable;
  private int written;
  private boolean flushing;

  DgramLink(PeerRegistry peers, Channel channel, String endpoint) {
    super(peers, channel, endpoint);
    this.channel = channel;
  }

  @Override
  void begin() {
    super.begin();
    pipe().unblocked();
  }

  @Override
  PeerMetadata at(InetSocketAddress sender) {
    return RawPeer.at(endpoint(), sender);
  }

  @Override
  @Nullable DefaultMessage decode(ByteBuf datagram) {
    if (datagram.readableBytes() > Datagrams.MOST) {
      return null;
    }
    byte[] body = new byte[datagram.readableBytes()];
    datagram.readBytes(body);
    return new DefaultMessage(body);
  }

  @Override
  public boolean isBlocked() {
    return !channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      pipe().unblocked();
    }
  }

  @Override
  public void write(DefaultMessage message) {
    InetSocketAddress to = destination(message);
    if (to == null) { // of a proxy, whose messages are any peer's
      drop(DiscardReason.MALFORMED);
    } else if (message.length(1) > Datagrams.MOST) {
      drop(DiscardReason.TOO_LARGE);
    } else {
      underWay++;
      pipe().countSent(message.length(1));
      channel
          .write(new DatagramPacket(Unpooled.wrappedBuffer(message.array(1)), to))
          .addListener(dealtWith);
    }
  }

  private static @Nullable InetSocketAddress destination(DefaultMessage message) {
    try {
      return DatagramMessage.of(message).peer();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void drop(DiscardReason reason) {
    unsendable++;
    discard(null, reason);
  }

  private void dealtWith(ChannelFuture datagram) {
    if (!datagram.channel().isOpen()) { // what was not sent is lost with the pipe
      return;
    }
    underWay--;
    written++;
    if (!datagram.isSuccess()) {
      discard(null, DiscardReason.NOT_SENT);
    }
    if (!flushing) {
      tellWritten();
    }
  }

  @Override
  public void flush() {
    flushing = true;
    channel.flush();
    flushing = false;
    tellWritten();
  }

  /** Those that no datagram holds are over when all before them are. */
  private void tellWritten() {
    if (underWay == 0) {
      written += unsendable;
      unsendable = 0;
    }
    int messages = written;
    written = 0;
    pipe().written(messages);
  }
}
