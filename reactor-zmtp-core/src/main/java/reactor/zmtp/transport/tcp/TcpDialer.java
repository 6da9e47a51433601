package reactor.zmtp.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.Dialer;
import reactor.zmtp.endpoint.TlsCheck;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Proxy;
import reactor.zmtp.transport.address.AddressResolution;
import reactor.zmtp.transport.address.TcpConnectAddress;

/** Makes TCP connections to one endpoint, which has a name or an address and may have a source. */
final class TcpDialer implements Dialer {

  private final IoLoop loop;
  private final Options options;
  private final TcpConnectAddress target;
  private final @Nullable Proxy proxy;

  /** Of the proxy, if there is one: that resolves the target. */
  private final AddressResolution resolution;

  /**
   * Looks nothing up yet.
   *
   * @throws InvalidEndpointException if the endpoint is malformed, or its source or the device to
   *     bind to is not this machine's, or if there is TLS for binding only
   */
  TcpDialer(TransportContext socket, TcpConnectAddress target) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.target = target;
    boolean ipv6 = options.get(Option.IPV6);
    target.source(ipv6);
    target.destination(ipv6);
    TcpChannelOptions.ofConnection(loop, options, target.endpoint());
    TlsCheck.check(options, target.endpoint(), false);
    this.proxy = options.get(Option.PROXY);
    this.resolution =
        new AddressResolution(
            proxy == null ? target : TcpConnectAddress.parse("tcp://" + proxy.address()),
            socket.resolver(),
            ipv6);
  }

  @Override
  public Future<List<SocketAddress>> resolve() {
    return resolution.resolveAll(loop.eventLoop());
  }

  @Override
  public ChannelFuture dial(SocketAddress remote, ChannelHandler handler) {
    InetSocketAddress next = (InetSocketAddress) remote;
    InetSocketAddress source = target.sourceFor(next);
    if (proxy == null) {
      return bootstrap(handler).connect(remote, source);
    }
    ProxyTunnel tunnel =
        new ProxyTunnel(proxy, next, options.get(Option.CONNECT_TIMEOUT).toMillis(), handler);
    return tunnel.through(
        bootstrap(tunnel)
            .disableResolver()
            .connect(target.destination(options.get(Option.IPV6)), source));
  }

  private Bootstrap bootstrap(ChannelHandler handler) {
    return Bootstraps.connecting(
            loop, options, TcpChannelOptions.ofConnection(loop, options, target.endpoint()))
        .channel(loop.channelClass())
        .option(ChannelOption.SO_REUSEADDR, true) // a source port may be in TIME_WAIT
        .handler(handler);
  }

  @Override
  public SocketAddress local(Channel channel) {
    return channel.localAddress();
  }

  @Override
  public SocketAddress remote(Channel channel) {
    return channel.remoteAddress();
  }

  @Override
  public boolean isRefused(Throwable cause) {
    return cause instanceof ProxyConnectException
        ? String.valueOf(cause.getMessage()).contains("CONNECTION_REFUSED")
        : cause instanceof ConnectException;
  }

  @Override
  public Throwable explain(Throwable cause) {
    return cause;
  }

  @Override
  public @Nullable ZmqException fault(Channel channel) {
    return SelfConnection.isSelf(channel.localAddress(), channel.remoteAddress())
        ? new ZmqException("TCP connected the socket to itself, since nobody listens there")
        : null;
  }

  @Override
  public SocketAddress expected() {
    return target.peer();
  }

  @Override
  public int port() {
    return target.peer().getPort();
  }
}
