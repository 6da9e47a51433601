package reactor.zmtp.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.transport.Dialer;
import reactor.zmtp.transport.TlsCheck;
import reactor.zmtp.transport.TransportContext;
import reactor.zmtp.transport.address.AddressResolution;
import reactor.zmtp.transport.address.TcpConnectAddress;

/** Makes TCP connections to one endpoint, which has a name or an address and may have a source. */
final class TcpDialer implements Dialer {

  private final IoLoop loop;
  private final Options options;
  private final TcpConnectAddress target;
  private final AddressResolution resolution;

  /**
   * Looks nothing up yet.
   *
   * @throws InvalidEndpointException if the endpoint is malformed, or its source or the device to
   *     bind to is not this machine's, or if there is TLS for binding only
   */
  TcpDialer(TransportContext socket, String endpoint) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.target = TcpConnectAddress.parse(endpoint);
    boolean ipv6 = options.get(Option.IPV6);
    target.source(ipv6);
    target.destination(ipv6);
    TcpChannelOptions.ofConnection(loop, options, endpoint);
    TlsCheck.check(options, endpoint, false);
    this.resolution = new AddressResolution(target, socket.resolver(), ipv6);
  }

  @Override
  public Future<List<SocketAddress>> resolve() {
    return resolution.resolveAll(loop.eventLoop());
  }

  @Override
  public ChannelFuture dial(SocketAddress remote, ChannelHandler handler) {
    return bootstrap(handler).connect(remote, target.sourceFor((InetSocketAddress) remote));
  }

  @SuppressWarnings("unchecked") // each value was put with the option of its type
  private Bootstrap bootstrap(ChannelHandler handler) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loop.channelClass())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis())
            .option(ChannelOption.SO_REUSEADDR, true) // a source port may be in TIME_WAIT
            .handler(handler);
    for (Map.Entry<ChannelOption<?>, Object> each :
        TcpChannelOptions.ofConnection(loop, options, target.endpoint()).entrySet()) {
      bootstrap.option((ChannelOption<Object>) each.getKey(), each.getValue());
    }
    return bootstrap;
  }

  private int connectTimeoutMillis() {
    return (int) Math.min(options.get(Option.CONNECT_TIMEOUT).toMillis(), Integer.MAX_VALUE);
  }

  @Override
  public boolean isRefused(Throwable cause) {
    return cause instanceof ConnectException;
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
