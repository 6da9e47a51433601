package reactor.zmtp.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerEndpoint;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/**
 * Endpoint that connects through channels: it resolves anew at each attempt where the peer may be,
 * tries each address until one has a peer, and begins again, with growing pauses, when none has or
 * the connection is lost.
 */
public final class Connector implements ConnectingEndpoint, PeerEndpoint {

  private final IoLoop loop;
  private final Options options;
  private final PeerRegistry peers;
  private final String requested;
  private final @Nullable RoutingId peerId;
  private final Dialer dialer;
  private final Reconnection reconnection;

  private Iterator<SocketAddress> untried = Collections.emptyIterator();
  private @Nullable Throwable refusal;
  private @Nullable ChannelFuture connecting;
  private @Nullable PeerChannel peer;
  private boolean handshaken;

  /** {@code peerId} is how the socket addresses the peer, or null if that is not settled. */
  public Connector(
      TransportContext socket, String endpoint, @Nullable RoutingId peerId, Dialer dialer) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.peers = socket.peers();
    this.requested = endpoint;
    this.peerId = peerId;
    this.dialer = dialer;
    this.reconnection = new Reconnection(socket, endpoint, this::attempt);
  }

  @Override
  public void start(Consumer<@Nullable Throwable> abandoned) {
    reconnection.begin(abandoned);
  }

  private void attempt() {
    refusal = null;
    dialer
        .resolve()
        .addListener(
            (Future<List<SocketAddress>> resolved) -> {
              if (reconnection.isClosed()) {
                return;
              }
              if (resolved.isSuccess()) {
                untried = resolved.getNow().iterator();
                connect(untried.next());
              } else {
                reconnect(resolved.cause(), null);
              }
            });
  }

  private void connect(SocketAddress remote) {
    try {
      connecting = dialer.dial(remote, new Beginner());
    } catch (ZmqException e) { // such as a source that has gone since
      failed(e, null);
      return;
    }
    connecting.addListener(
        // Not on the loop already if the system had no channel.
        (ChannelFuture connected) -> loop.run(() -> connected(connected)));
  }

  private void connected(ChannelFuture attempt) {
    connecting = null;
    if (!attempt.isSuccess()) {
      Throwable cause = attempt.cause();
      boolean refused = dialer.isRefused(cause);
      failed(dialer.explain(cause), refused ? ReconnectStop.CONNECTION_REFUSED : null);
    }
  }

  /** Nothing came of one address: the next one's turn. */
  private void failed(Throwable cause, @Nullable ReconnectStop failure) {
    over();
    if (!reconnection.isClosed() && untried.hasNext()) {
      connect(untried.next());
    } else {
      reconnect(cause, failure);
    }
  }

  @Override
  public String address() {
    return requested;
  }

  @Override
  public boolean accepts() {
    return false;
  }

  @Override
  public String requested() {
    return requested;
  }

  @Override
  public @Nullable SocketAddress expected() {
    return dialer.expected();
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return peerId;
  }

  @Override
  public int port() {
    return dialer.port();
  }

  @Override
  public boolean isAwaited() {
    return !handshaken;
  }

  @Override
  public Future<Void> close() {
    reconnection.close();
    if (peer != null) {
      return peer.close();
    }
    if (connecting != null) {
      return connecting.channel().close();
    }
    return loop.eventLoop().newSucceededFuture(null);
  }

  @Override
  public ChannelHandler first(Beginning zmtp) {
    return dialer.first(zmtp);
  }

  @Override
  public void handshakeSucceeded(PeerChannel ready) {
    assert ready == peer : "one channel at a time";
    handshaken = true;
    reconnection.succeeded();
  }

  @Override
  public void handshakeFailed(PeerChannel failed, HandshakeFailure reason, Throwable cause) {
    assert failed == peer : "one channel at a time";
    if (reason == HandshakeFailure.REFUSED_BY_PEER
        && cause instanceof AuthenticationException refused
        && refused.isFinal()) {
      refusal = cause;
    }
    failed(cause, ReconnectStop.HANDSHAKE_FAILED);
  }

  @Override
  public void disconnected(PeerChannel lost, @Nullable Throwable cause) {
    assert lost == peer : "one channel at a time";
    over();
    reconnection.lost(cause);
  }

  private void over() {
    peer = null;
    handshaken = false;
  }

  private void reconnect(@Nullable Throwable cause, @Nullable ReconnectStop failure) {
    if (refusal != null) {
      reconnection.abandon(refusal); // RFC 37: not again with the same credentials
    } else {
      reconnection.again(cause, failure);
    }
  }

  /** Begins the handshake as soon as the connection is made. */
  private final class Beginner extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      loop.opened(channel);
      channel.pipeline().addLast(new Made());
    }
  }

  /** Waits for the connection, whose addresses are known only then. */
  private final class Made extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      Channel channel = ctx.channel();
      SocketAddress local = dialer.local(channel);
      SocketAddress remote = dialer.remote(channel);
      PeerChannel made = new PeerChannel(Connector.this, peers, channel, local, remote);
      peer = made;
      peers.event(new SocketEvent.Connected(requested, local, remote));
      ZmqException fault = dialer.fault(channel);
      if (fault != null) {
        channel.close();
        made.failed(HandshakeFailure.CLOSED, fault);
        return;
      }
      made.begin(loop, options);
      ctx.fireChannelActive();
      ctx.pipeline().remove(this);
    }
  }
}
