package reactor.zmtp.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerEndpoint;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Endpoint that connects through channels: it resolves anew at each attempt where the peer may be,
 * tries each address until one has a peer, and begins again, with growing pauses, when none has or
 * the connection is lost.
 */
public final class Connector implements ConnectingEndpoint, PeerEndpoint {

  /** A connection that was lost sooner counts as a failed attempt: its peer may refuse us later. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final IoLoop loop;
  private final Options options;
  private final PeerRegistry peers;
  private final String requested;
  private final @Nullable RoutingId peerId;
  private final Dialer dialer;
  private final Backoff backoff;

  private Consumer<@Nullable Throwable> whenAbandoned = cause -> {};
  private boolean closed;
  private @Nullable Disposable retry;
  private Iterator<SocketAddress> untried = Collections.emptyIterator();
  private @Nullable Throwable refusal;
  private @Nullable ChannelFuture connecting;
  private @Nullable PeerChannel peer;
  private boolean handshaken;
  private long since;

  /** {@code peerId} is how the socket addresses the peer, or null if that is not settled. */
  public Connector(
      TransportContext socket, String endpoint, @Nullable RoutingId peerId, Dialer dialer) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.peers = socket.peers();
    this.requested = endpoint;
    this.peerId = peerId;
    this.dialer = dialer;
    this.backoff =
        new Backoff(
            options.get(Option.RECONNECT_INTERVAL),
            options.get(Option.RECONNECT_INTERVAL_MAX),
            ThreadLocalRandom.current());
  }

  @Override
  public void start(Consumer<@Nullable Throwable> abandoned) {
    whenAbandoned = abandoned;
    attempt();
  }

  private void attempt() {
    if (loop.isEnding()) {
      return;
    }
    retry = null;
    refusal = null;
    peers.event(new SocketEvent.ConnectDelayed(requested));
    dialer
        .resolve()
        .addListener(
            (Future<List<SocketAddress>> resolved) -> {
              if (closed) {
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
      boolean refused = dialer.isRefused(attempt.cause());
      failed(attempt.cause(), refused ? ReconnectStop.CONNECTION_REFUSED : null);
    }
  }

  /** Nothing came of one address: the next one's turn. */
  private void failed(Throwable cause, @Nullable ReconnectStop failure) {
    over();
    if (!closed && untried.hasNext()) {
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
    closed = true;
    if (retry != null) {
      retry.dispose();
    }
    if (peer != null) {
      return peer.close();
    }
    if (connecting != null) {
      return connecting.channel().close();
    }
    return loop.eventLoop().newSucceededFuture(null);
  }

  @Override
  public void handshakeSucceeded(PeerChannel ready) {
    assert ready == peer : "one channel at a time";
    handshaken = true;
    since = loop.nanoTime();
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
    if (loop.nanoTime() - since >= SETTLED.toNanos()) {
      backoff.reset();
    }
    over();
    reconnect(cause, ReconnectStop.AFTER_DISCONNECT);
  }

  private void over() {
    peer = null;
    handshaken = false;
  }

  private void reconnect(@Nullable Throwable cause, @Nullable ReconnectStop failure) {
    if (closed) {
      return;
    }
    boolean stop = failure != null && options.get(Option.RECONNECT_STOP).contains(failure);
    if (refusal != null) {
      whenAbandoned.accept(refusal); // RFC 37: not again with the same credentials
    } else if (stop || !backoff.mayRetry()) {
      whenAbandoned.accept(cause);
    } else {
      Duration delay = backoff.nextDelay();
      retry = loop.schedule(delay, this::attempt);
      peers.event(new SocketEvent.ConnectRetried(requested, delay, cause));
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
      PeerChannel made =
          new PeerChannel(
              Connector.this, peers, channel, channel.localAddress(), channel.remoteAddress());
      peer = made;
      peers.event(
          new SocketEvent.Connected(requested, channel.localAddress(), channel.remoteAddress()));
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
