package reactor.zmtp.transport.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.Binder;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.Origin;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.transport.address.AcceptFilters;
import reactor.zmtp.transport.address.RemoteNetwork;
import reactor.zmtp.transport.address.TcpBindAddress;
import reactor.zmtp.transport.address.TcpEndpoints;

/** Accepts TCP connections at one endpoint, from the networks that are let in. */
final class TcpBinder implements Binder {

  private final IoLoop loop;
  private final Options options;
  private final TcpBindAddress target;
  private final String endpoint;
  private final AcceptFilters filters;

  TcpBinder(TransportContext socket, TcpBindAddress target) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.target = target;
    this.endpoint = target.endpoint();
    this.filters = AcceptFilters.of(options.get(Option.ACCEPT_FILTERS));
  }

  @Override
  public Future<Channel> bind(ChannelHandler listening, ChannelHandler accepted) {
    Promise<Channel> binding = loop.eventLoop().newPromise();
    ServerBootstrap bootstrap =
        Bootstraps.binding(
                loop,
                TcpChannelOptions.ofListener(loop, options, endpoint),
                TcpChannelOptions.ofConnection(loop, options, endpoint))
            .handler(listening)
            .childHandler(accepted);
    bind(bootstrap, options.get(Option.IPV6), binding);
    return binding;
  }

  private void bind(ServerBootstrap bootstrap, boolean ipv6, Promise<Channel> binding) {
    bootstrap
        .clone()
        .channelFactory(loop.serverChannels(ipv6))
        .bind(target.resolve(ipv6))
        .addListener(
            (ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                binding.setSuccess(bound.channel());
              } else if (ipv6 && target.isWildcard() && isFamilyMissing(bound.cause())) {
                bind(bootstrap, false, binding); // as in libzmq: no IPv6 here
              } else {
                binding.setFailure(bound.cause());
              }
            });
  }

  private static boolean isFamilyMissing(Throwable cause) {
    return cause instanceof UnsupportedAddressTypeException // NIO
        || String.valueOf(cause.getMessage()).contains("Address family not supported");
  }

  @Override
  public String address(Channel bound) {
    return TcpEndpoints.format(local(bound));
  }

  @Override
  public int port(Channel bound) {
    return local(bound).getPort();
  }

  @Override
  public ZmqException explain(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("Address already in use")) {
      return new AddressInUseException(endpoint, cause);
    }
    String reason =
        said.contains("assign requested address")
            ? "no interface of this machine has that address"
            : said.contains("Permission denied")
                ? "ports below 1024 are for privileged processes"
                : isFamilyMissing(cause) ? "this machine, or JVM, has no IPv6" : said;
    return new BindException(endpoint, reason, cause);
  }

  @Override
  public InetSocketAddress local(Channel channel) {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public @Nullable Origin origin(Channel accepted) {
    if (!(accepted.remoteAddress() instanceof InetSocketAddress remote)) {
      return null;
    }
    InetAddress host = remote.getAddress();
    return new Origin(remote, RemoteNetwork.of(host), host.getHostAddress());
  }

  @Override
  public @Nullable String filtered(Channel accepted, Origin origin) {
    return filters.accepts(((InetSocketAddress) origin.address()).getAddress())
        ? null
        : origin.name() + " is in no network that acceptFilter names";
  }
}
