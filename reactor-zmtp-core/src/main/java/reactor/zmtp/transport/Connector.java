package reactor.zmtp.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
import reactor.zmtp.connection.Peers;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * A connected TCP endpoint: resolves the name anew at each attempt, tries each of its addresses
 * until one has a peer, and begins again, with growing pauses, when none has or the connection is
 * lost.
 */
public final class Connector implements Transport, PeerChannel.Endpoint {

  /** A connection that was lost sooner counts as a failed attempt: its peer may refuse us later. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final IoLoop loop;
  private final Options options;
  private final Peers peers;
  private final String requested;
  private final @Nullable RoutingId peerId;
  private final TcpConnectAddress target;
  private final AddressResolution resolution;
  private final Backoff backoff;

  private Consumer<@Nullable Throwable> whenAbandoned = cause -> {};
  private boolean closed;
  private @Nullable Disposable retry;
  private Iterator<InetSocketAddress> untried = Collections.emptyIterator();
  private @Nullable Throwable refusal;
  private @Nullable ChannelFuture connecting;
  private @Nullable PeerChannel peer;
  private boolean handshaken;
  private long since;

  /**
   * A connector that has not begun yet.
   *
   * @param loop the socket's loop
   * @param options the socket's options
   * @param peers the socket
   * @param endpoint the endpoint as it was asked for
   * @param peerId how the socket addresses the peer, or null if that is not settled
   * @param resolver what resolves names
   * @throws reactor.zmtp.InvalidEndpointException if the endpoint is malformed, or its source or
   *     the device to bind to is not this machine's, or if there is TLS for binding only
   */
  public Connector(
      IoLoop loop,
      Options options,
      Peers peers,
      String endpoint,
      @Nullable RoutingId peerId,
      AddressResolverGroup<?> resolver) {
    this.loop = loop;
    this.options = options;
    this.peers = peers;
    this.requested = endpoint;
    this.peerId = peerId;
    this.target = TcpConnectAddress.parse(endpoint);
    target.source(options.get(Option.IPV6));
    target.destination(options.get(Option.IPV6));
    TcpChannelOptions.ofConnection(loop, options, endpoint);
    TlsSide.check(options, endpoint, false);
    this.resolution = new AddressResolution(target, resolver, options.get(Option.IPV6));
    this.backoff =
        new Backoff(
            options.get(Option.RECONNECT_INTERVAL),
            options.get(Option.RECONNECT_INTERVAL_MAX),
            ThreadLocalRandom.current());
  }

  /**
   * Begins the first attempt.
   *
   * @param abandoned told when no further attempt will be made, and why the last one failed
   */
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
    resolution
        .resolveAll(loop.eventLoop())
        .addListener(
            (Future<List<InetSocketAddress>> resolved) -> {
              if (closed) {
                return;
              }
              if (resolved.isSuccess()) {
                untried = resolved.getNow().iterator();
                connect(untried.next());
              } else {
                again(resolved.cause(), null);
              }
            });
  }

  private void connect(InetSocketAddress remote) {
    InetSocketAddress source;
    try {
      source = target.sourceFor(remote);
    } catch (ZmqException e) { // none of that family, or an interface that has gone since
      failed(e, null);
      return;
    }
    connecting = bootstrap().connect(remote, source);
    connecting.addListener(
        // Not on the loop already if the system had no channel.
        (ChannelFuture connected) -> loop.run(() -> connected(connected)));
  }

  private void connected(ChannelFuture attempt) {
    connecting = null;
    if (!attempt.isSuccess()) {
      boolean refused = attempt.cause() instanceof ConnectException;
      failed(attempt.cause(), refused ? ReconnectStop.CONNECTION_REFUSED : null);
    }
  }

  /** Nothing came of one address: the next one's turn. */
  private void failed(Throwable cause, @Nullable ReconnectStop failure) {
    over();
    if (!closed && untried.hasNext()) {
      connect(untried.next());
    } else {
      again(cause, failure);
    }
  }

  @SuppressWarnings("unchecked") // each value was put with the option of its type
  private Bootstrap bootstrap() {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loop.channelClass())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis())
            .option(ChannelOption.SO_REUSEADDR, true) // a source port may be in TIME_WAIT
            .handler(new Beginner());
    for (Map.Entry<ChannelOption<?>, Object> each :
        TcpChannelOptions.ofConnection(loop, options, requested).entrySet()) {
      bootstrap.option((ChannelOption<Object>) each.getKey(), each.getValue());
    }
    return bootstrap;
  }

  private int connectTimeoutMillis() {
    return (int) Math.min(options.get(Option.CONNECT_TIMEOUT).toMillis(), Integer.MAX_VALUE);
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
  public SocketAddress expected() {
    return target.peer();
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return peerId;
  }

  /**
   * Whether the peer is not there and may still come.
   *
   * @return true but between a successful handshake and the loss of the connection
   */
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
    again(cause, ReconnectStop.AFTER_DISCONNECT);
  }

  private void over() {
    peer = null;
    handshaken = false;
  }

  private void again(@Nullable Throwable cause, @Nullable ReconnectStop failure) {
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
      if (SelfConnection.isSelf(channel.localAddress(), channel.remoteAddress())) {
        channel.close();
        made.failed(
            HandshakeFailure.CLOSED,
            new ZmqException("TCP connected the socket to itself, since nobody listens there"));
        return;
      }
      made.begin(loop, options);
      ctx.fireChannelActive();
      ctx.pipeline().remove(this);
    }
  }
}
