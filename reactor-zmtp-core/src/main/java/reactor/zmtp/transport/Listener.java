package reactor.zmtp.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.Peers;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** A bound TCP endpoint and the connections that came to it. */
public final class Listener implements Transport, PeerChannel.Endpoint {

  private final IoLoop loop;
  private final Options options;
  private final Peers peers;
  private final String requested;
  private final AcceptFilters filters;
  private final ConnectionRate rate;
  private final int maxHandshakes;
  private final Handshakes<PeerChannel> handshakes;
  private final Set<PeerChannel> channels = new LinkedHashSet<>();

  private @Nullable Channel server;
  private String address;

  /**
   * A listener that is not bound yet.
   *
   * @param loop the socket's loop
   * @param options the socket's options
   * @param peers the socket
   * @param endpoint the endpoint as it was asked for
   */
  public Listener(IoLoop loop, Options options, Peers peers, String endpoint) {
    this.loop = loop;
    this.options = options;
    this.peers = peers;
    this.requested = endpoint;
    this.address = endpoint;
    this.filters = AcceptFilters.of(options.get(Option.ACCEPT_FILTERS));
    this.rate = new ConnectionRate(options.get(Option.MAX_CONNECTION_RATE));
    this.maxHandshakes = options.get(Option.MAX_HANDSHAKES);
    this.handshakes = new Handshakes<>(maxHandshakes);
  }

  /**
   * Binds.
   *
   * @return done when connections are accepted, or failed with what {@code bind} signals
   */
  public Future<Void> open() {
    Promise<Void> opened = loop.eventLoop().newPromise();
    try {
      TlsSide.check(options, requested, true);
      bind(TcpBindAddress.parse(requested), options.get(Option.IPV6), opened);
    } catch (ZmqException e) {
      failed(e, opened);
    }
    return opened;
  }

  private void bind(TcpBindAddress target, boolean ipv6, Promise<Void> opened) {
    bootstrap(ipv6)
        .bind(target.resolve(ipv6))
        .addListener(
            // Not on the loop already if the system had no channel.
            (ChannelFuture bound) -> loop.run(() -> bound(bound, target, ipv6, opened)));
  }

  private void bound(
      ChannelFuture bound, TcpBindAddress target, boolean ipv6, Promise<Void> opened) {
    if (!bound.isSuccess() && ipv6 && target.isWildcard() && isFamilyMissing(bound.cause())) {
      bind(target, false, opened); // as in libzmq: no IPv6 on this machine
    } else {
      opened(bound, opened);
    }
  }

  private static boolean isFamilyMissing(Throwable cause) {
    return cause instanceof UnsupportedAddressTypeException // NIO
        || String.valueOf(cause.getMessage()).contains("Address family not supported");
  }

  private void opened(ChannelFuture bound, Promise<Void> opened) {
    if (bound.isSuccess()) {
      server = bound.channel();
      loop.opened(bound.channel());
      SocketAddress local = bound.channel().localAddress();
      address = TcpEndpoints.format((InetSocketAddress) local);
      peers.event(new SocketEvent.Listening(address, local));
      opened.setSuccess(null);
    } else {
      failed(explain(bound.cause()), opened);
    }
  }

  private void failed(ZmqException cause, Promise<Void> opened) {
    peers.event(new SocketEvent.BindFailed(requested, cause));
    opened.setFailure(cause);
  }

  private ZmqException explain(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("Address already in use")) {
      return new AddressInUseException(requested, cause);
    }
    String reason =
        said.contains("assign requested address")
            ? "no interface of this machine has that address"
            : said.contains("Permission denied")
                ? "ports below 1024 are for privileged processes"
                : isFamilyMissing(cause) ? "this machine, or JVM, has no IPv6" : said;
    return new BindException(requested, reason, cause);
  }

  @SuppressWarnings("unchecked") // each value was put with the option of its type
  private ServerBootstrap bootstrap(boolean ipv6) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop.eventLoop(), loop.eventLoop())
            .channelFactory(loop.serverChannels(ipv6))
            .handler(new AcceptFailures(peers, this))
            .childHandler(new Acceptor());
    for (Map.Entry<ChannelOption<?>, Object> each :
        TcpChannelOptions.ofListener(loop, options, requested).entrySet()) {
      bootstrap.option((ChannelOption<Object>) each.getKey(), each.getValue());
    }
    for (Map.Entry<ChannelOption<?>, Object> each :
        TcpChannelOptions.ofConnection(loop, options, requested).entrySet()) {
      bootstrap.childOption((ChannelOption<Object>) each.getKey(), each.getValue());
    }
    return bootstrap;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public boolean accepts() {
    return true;
  }

  @Override
  public String requested() {
    return requested;
  }

  @Override
  public Future<Void> close() {
    PromiseCombiner all = new PromiseCombiner(loop.eventLoop());
    if (server != null) {
      all.add((Future<Void>) server.close());
    }
    for (PeerChannel peer : Set.copyOf(channels)) {
      all.add(peer.close());
    }
    Promise<Void> closed = loop.eventLoop().newPromise();
    all.finish(closed);
    return closed;
  }

  @Override
  public void handshakeSucceeded(PeerChannel peer) {
    handshakes.end(peer);
  }

  @Override
  public void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause) {
    handshakes.end(peer);
    channels.remove(peer);
  }

  @Override
  public void disconnected(PeerChannel peer, @Nullable Throwable cause) {
    channels.remove(peer);
  }

  /** Begins the handshake of each connection that may come in. */
  private final class Acceptor extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      loop.opened(channel);
      SocketAddress remote = channel.remoteAddress();
      if (!(remote instanceof InetSocketAddress from)) {
        turnAway(channel, null, AcceptFailure.GONE);
        return;
      }
      AcceptFailure refusal = refusal(from.getAddress());
      if (refusal != null) {
        turnAway(channel, from, refusal);
        return;
      }
      PeerChannel peer =
          new PeerChannel(Listener.this, peers, channel, channel.localAddress(), remote);
      handshakes.begin(peer, from.getAddress());
      channels.add(peer);
      peers.event(new SocketEvent.Accepted(address, channel.localAddress(), remote));
      peer.begin(loop, options);
    }

    /** Why a connection is turned away, or null; what costs least is looked at first. */
    private @Nullable AcceptFailure refusal(InetAddress remote) {
      if (!filters.accepts(remote)) {
        return AcceptFailure.FILTERED;
      }
      if (!rate.allows(remote, loop.nanoTime())) {
        return AcceptFailure.TOO_FREQUENT;
      }
      if (peers.isFull()) {
        return AcceptFailure.TOO_MANY_PEERS;
      }
      return handshakes.isFull() && !makeRoom(remote) ? AcceptFailure.TOO_MANY_HANDSHAKES : null;
    }

    /** Has a handshake in progress give way to one from another address, if one has to. */
    private boolean makeRoom(InetAddress newcomer) {
      PeerChannel peer = handshakes.givingWayTo(newcomer);
      if (peer == null) {
        return false;
      }
      handshakes.end(peer); // now: its last event comes later
      peer.turnAway(
          new Peers.Refusal(
              HandshakeFailure.TOO_MANY_HANDSHAKES,
              maxHandshakes
                  + " connections are in their handshake (maxHandshakes); this one, the oldest of"
                  + " the address with the most of them, gave way to one from "
                  + newcomer.getHostAddress()));
      return true;
    }

    private void turnAway(
        Channel channel, @Nullable InetSocketAddress remote, AcceptFailure refusal) {
      channel.close();
      peers.event(
          new SocketEvent.AcceptFailed(
              address, remote, refusal, new ZmqException(explain(refusal, remote))));
    }

    private String explain(AcceptFailure refusal, @Nullable InetSocketAddress remote) {
      String host = remote == null ? "the peer" : remote.getAddress().getHostAddress();
      return switch (refusal) {
        case FILTERED -> host + " is in no network that acceptFilter names";
        case TOO_FREQUENT ->
            "more than %d connections a second came from %s (maxConnectionRate)"
                .formatted(options.get(Option.MAX_CONNECTION_RATE), host);
        case TOO_MANY_PEERS ->
            "the socket has %d peers or more already (maxPeers)"
                .formatted(options.get(Option.MAX_PEERS));
        case TOO_MANY_HANDSHAKES ->
            maxHandshakes + " connections are in their handshake already (maxHandshakes)";
        default -> "the peer was gone before it was accepted";
      };
    }
  }
}
