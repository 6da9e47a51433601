package reactor.zmtp.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.connection.Peer;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Metadata;

/**
 * Receives the datagrams of one endpoint, whoever has sent them, into one pipe. Nobody can be told
 * to send less: what the pipe has no room for is dropped here, where it is counted, rather than by
 * the operating system, where it is not. Confined to the socket's event loop.
 */
class UdpReceiver extends SimpleChannelInboundHandler<DatagramPacket> implements PipeLink {

  private static final Metadata RADIO =
      Metadata.empty().with(Metadata.SOCKET_TYPE, SocketType.RADIO.name());

  private final PeerRegistry peers;
  private final Channel channel;
  private final String endpoint;
  private final Pipe pipe;

  private PeerMetadata last;
  private boolean deaf;

  /** Joins the socket. */
  UdpReceiver(PeerRegistry peers, Channel channel, String endpoint) {
    this.peers = peers;
    this.channel = channel;
    this.endpoint = endpoint;
    this.last = at((InetSocketAddress) channel.localAddress());
    this.pipe = peers.join(this, last, /* accepted= */ false);
  }

  /** Begins to receive. */
  void begin() {
    peers.started(pipe);
    channel.closeFuture().addListener(closed -> end());
    channel.pipeline().addLast(this);
    channel.config().setAutoRead(true);
  }

  final String endpoint() {
    return endpoint;
  }

  final Pipe pipe() {
    return pipe;
  }

  final void discard(@Nullable PeerMetadata peer, DiscardReason reason) {
    peers.discard(peer, 1, reason);
  }

  /** Whoever has sent a datagram. */
  PeerMetadata at(InetSocketAddress sender) {
    return Peer.withoutHandshake(peers.type(), RADIO, endpoint, sender, null);
  }

  /** Null if it is malformed. */
  @Nullable DefaultMessage decode(ByteBuf datagram) {
    return Datagrams.decode(datagram);
  }

  private PeerMetadata sender(InetSocketAddress address) {
    if (!last.address().equals(address)) {
      last = at(address);
    }
    return last;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket datagram) {
    if (deaf) {
      return;
    }
    pipe.countReceived(datagram.content().readableBytes());
    PeerMetadata sender = sender(datagram.sender());
    DefaultMessage message = decode(datagram.content());
    if (message == null) {
      discard(sender, DiscardReason.MALFORMED);
    } else if (!pipe.offer(message.from(sender))) {
      discard(sender, DiscardReason.NO_ROOM);
    }
  }

  /** Costs one datagram, or an attempt to read one, and nothing else. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Signals.dropped(cause);
  }

  private void end() {
    pipe.lost(null);
    pipe.ended();
  }

  @Override
  public boolean isBlocked() {
    return true;
  }

  @Override
  public void write(DefaultMessage message) {
    throw new IllegalStateException("a DISH sends nothing");
  }

  @Override
  public void flush() {}

  /** The socket chooses what is in a group it has joined; nobody else hears of it. */
  @Override
  public void announce(Announcement what, byte[] subject) {}

  @Override
  public void grant(Credit credit) {}

  @Override
  public void resumeReading() {}

  @Override
  public void stopReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public boolean hasUnread() {
    return false;
  }

  @Override
  public void discardUnread() {
    deaf = true;
  }

  @Override
  public void close() {
    channel.close();
  }
}
