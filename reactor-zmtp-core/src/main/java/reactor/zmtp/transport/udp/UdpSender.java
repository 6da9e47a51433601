package reactor.zmtp.transport.udp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.connection.Peer;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Metadata;

/**
 * Sends the messages of all groups, each in a datagram of its own: nobody can be heard to join one.
 * Confined to the socket's event loop.
 */
final class UdpSender extends ChannelInboundHandlerAdapter implements PipeLink {

  private static final Metadata DISH =
      Metadata.empty().with(Metadata.SOCKET_TYPE, SocketType.DISH.name());
  private static final byte[] NO_GROUP = {};

  private final IoLoop loop;
  private final PeerRegistry peers;
  private final Peer peer;
  private final Promise<Void> closed;
  private final ChannelFutureListener dealtWith = this::dealtWith;

  @SuppressWarnings("NullAway.Init") // set when it joins
  private Pipe pipe;

  private @Nullable Channel channel;
  private @Nullable InetSocketAddress to;

  private int underWay;
  private int unsendable;
  private int written;
  private boolean flushing;

  UdpSender(TransportContext socket, String endpoint, InetSocketAddress destination) {
    this.loop = socket.loop();
    this.peers = socket.peers();
    this.peer = Peer.withoutHandshake(peers.type(), DISH, endpoint, destination, null);
    this.closed = loop.eventLoop().newPromise();
  }

  /** Takes messages, which wait until there is a channel. */
  void join() {
    pipe = peers.join(this, peer, /* accepted= */ false);
    peers.started(pipe);
    pipe.announced(Announcement.JOIN_ALL, NO_GROUP);
  }

  /** There is a channel. */
  void opened(Channel open, InetSocketAddress destination) {
    channel = open;
    to = destination;
    loop.opened(open);
    open.closeFuture().addListener(done -> loop.run(this::end));
    pipe.unblocked();
  }

  /** Done when it sends nothing more. */
  Future<Void> closed() {
    return closed;
  }

  @Override
  public boolean isBlocked() {
    return channel == null || !channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      pipe.unblocked();
    }
  }

  @Override
  public void write(DefaultMessage message) {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("there is no channel yet");
    }
    if (!Datagrams.fits(message)) {
      unsendable++;
      peers.discard(peer, 1, DiscardReason.TOO_LARGE);
      return;
    }
    underWay++;
    DatagramPacket datagram = new DatagramPacket(Datagrams.encode(message, open.alloc()), to);
    pipe.countSent(datagram.content().readableBytes());
    open.write(datagram).addListener(dealtWith);
  }

  private void dealtWith(ChannelFuture datagram) {
    if (!datagram.channel().isOpen()) { // what was not sent is lost with the pipe
      return;
    }
    underWay--;
    written++;
    if (!datagram.isSuccess()) {
      peers.discard(peer, 1, DiscardReason.NOT_SENT);
    }
    if (!flushing) {
      tellWritten();
    }
  }

  @Override
  public void flush() {
    if (channel != null) {
      flushing = true;
      channel.flush();
      flushing = false;
      tellWritten();
    }
  }

  /** Those that no datagram holds are over when all before them are. */
  private void tellWritten() {
    if (underWay == 0) {
      written += unsendable;
      unsendable = 0;
    }
    int messages = written;
    written = 0;
    pipe.written(messages);
  }

  /** There is nobody to tell. */
  @Override
  public void announce(Announcement what, byte[] subject) {}

  @Override
  public void grant(Credit credit) {}

  @Override
  public void resumeReading() {}

  @Override
  public void stopReading() {}

  @Override
  public boolean hasUnread() {
    return false;
  }

  @Override
  public void discardUnread() {}

  @Override
  public void close() {
    if (channel == null) {
      end();
    } else {
      channel.close();
    }
  }

  private void end() {
    if (closed.trySuccess(null)) {
      pipe.lost(null);
      pipe.ended();
    }
  }
}
