package reactor.zmtp.transport.tcp;

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
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerEndpoint;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.transport.Admission;
import reactor.zmtp.transport.Origin;
import reactor.zmtp.transport.TlsCheck;
import reactor.zmtp.transport.TransportContext;
import reactor.zmtp.transport.TransportEndpoint;
import reactor.zmtp.transport.address.AcceptFilters;
import reactor.zmtp.transport.address.RemoteNetwork;
import reactor.zmtp.transport.address.TcpBindAddress;
import reactor.zmtp.transport.address.TcpEndpoints;

/** Bound TCP endpoint and the connections that came to it. */
final class TcpListener implements TransportEndpoint, PeerEndpoint {

  private final IoLoop loop;
  private final Options options;
  private final PeerRegistry peers;
  private final String requested;
  private final AcceptFilters filters;
  private final Admission admission;
  private final Set<PeerChannel> channels = new LinkedHashSet<>();

  private @Nullable Channel server;
  private String address;
  private int port;

  TcpListener(TransportContext socket, String endpoint) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.peers = socket.peers();
    this.requested = endpoint;
    this.address = endpoint;
    this.filters = AcceptFilters.of(options.get(Option.ACCEPT_FILTERS));
    this.admission = new Admission(socket);
  }

  /** Binds; done when connections are accepted, or failed with what {@code bind} signals. */
  Future<TransportEndpoint> open() {
    Promise<TransportEndpoint> opened = loop.eventLoop().newPromise();
    try {
      TlsCheck.check(options, requested, true);
      bind(TcpBindAddress.parse(requested), options.get(Option.IPV6), opened);
    } catch (ZmqException e) {
      failed(e, opened);
    }
    return opened;
  }

  private void bind(TcpBindAddress target, boolean ipv6, Promise<TransportEndpoint> opened) {
    bootstrap(ipv6)
        .bind(target.resolve(ipv6))
        .addListener(
            // Not on the loop already if the system had no channel.
            (ChannelFuture bound) -> loop.run(() -> bound(bound, target, ipv6, opened)));
  }

  private void bound(
      ChannelFuture bound, TcpBindAddress target, boolean ipv6, Promise<TransportEndpoint> opened) {
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

  private void opened(ChannelFuture bound, Promise<TransportEndpoint> opened) {
    if (bound.isSuccess()) {
      server = bound.channel();
      loop.opened(bound.channel());
      SocketAddress local = bound.channel().localAddress();
      address = TcpEndpoints.format((InetSocketAddress) local);
      port = ((InetSocketAddress) local).getPort();
      peers.event(new SocketEvent.Listening(address, local));
      opened.setSuccess(this);
    } else {
      failed(explain(bound.cause()), opened);
    }
  }

  private void failed(ZmqException cause, Promise<TransportEndpoint> opened) {
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
  public int port() {
    return port;
  }

  @Override
  public boolean accepts() {
    return true;
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return null;
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
    admission.end(peer);
  }

  @Override
  public void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause) {
    admission.end(peer);
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
      if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
        turnAway(channel, null, AcceptFailure.GONE, "the peer was gone before it was accepted");
        return;
      }
      InetAddress host = remote.getAddress();
      Origin origin = new Origin(RemoteNetwork.of(host), host.getHostAddress());
      if (!filters.accepts(host)) {
        String why = origin.name() + " is in no network that acceptFilter names";
        turnAway(channel, remote, AcceptFailure.FILTERED, why);
        return;
      }
      AcceptFailure refusal = admission.refusal(origin);
      if (refusal != null) {
        turnAway(channel, remote, refusal, admission.explain(refusal, origin));
        return;
      }
      admit(channel, remote, origin);
    }

    private void admit(Channel channel, InetSocketAddress remote, Origin origin) {
      PeerChannel peer =
          new PeerChannel(TcpListener.this, peers, channel, channel.localAddress(), remote);
      admission.begin(peer, origin);
      channels.add(peer);
      peers.event(new SocketEvent.Accepted(address, channel.localAddress(), remote));
      peer.begin(loop, options);
    }

    private void turnAway(
        Channel channel, @Nullable InetSocketAddress remote, AcceptFailure refusal, String why) {
      channel.close();
      peers.event(new SocketEvent.AcceptFailed(address, remote, refusal, new ZmqException(why)));
    }
  }
}
