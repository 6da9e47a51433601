package reactor.zmtp.transport.provided;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
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

/** Accepts connections where another's transport has bound a channel. */
final class ProvidedBinder implements Binder {

  private final ProvidedTransport transport;
  private final String endpoint;
  private final SocketAddress address;
  private final IoLoop loop;
  private final Options options;
  private final List<String> networks;

  ProvidedBinder(
      ProvidedTransport transport,
      String endpoint,
      SocketAddress address,
      TransportContext socket) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.address = address;
    this.loop = socket.loop();
    this.options = socket.options();
    this.networks = options.get(Option.ACCEPT_FILTERS);
  }

  @Override
  public Future<Channel> bind(ChannelHandler listening, ChannelHandler accepted) {
    ServerBootstrap bootstrap =
        Bootstraps.binding(loop, Map.of(), Bootstraps.ofConnection(options))
            .handler(listening)
            .childHandler(accepted);
    Promise<Channel> binding = loop.eventLoop().newPromise();
    try {
      transport
          .returned(transport.provided().bind(bootstrap, address), "bind")
          .addListener((ChannelFuture bound) -> bound(bound, binding));
    } catch (Throwable t) { // whatever is wrong with it harms nobody else
      binding.setFailure(transport.fault(endpoint, t));
    }
    return binding;
  }

  private static void bound(ChannelFuture bound, Promise<Channel> binding) {
    if (bound.isSuccess()) {
      binding.setSuccess(bound.channel());
    } else {
      binding.setFailure(bound.cause());
    }
  }

  @Override
  public String address(Channel bound) {
    try {
      String text = transport.returned(transport.provided().format(local(bound)), "format");
      return transport.scheme() + "://" + text;
    } catch (Throwable t) { // peers that know where it is come all the same
      return endpoint;
    }
  }

  @Override
  public int port(Channel bound) {
    return local(bound) instanceof InetSocketAddress ip ? ip.getPort() : -1;
  }

  @Override
  public SocketAddress local(Channel channel) {
    return channel.localAddress() == null ? address : channel.localAddress();
  }

  @Override
  public ZmqException explain(Throwable cause) {
    if (cause instanceof ZmqException own) {
      return own;
    }
    String said = String.valueOf(cause.getMessage());
    return said.contains("ddress already in use")
        ? new AddressInUseException(endpoint, cause)
        : new BindException(endpoint, said, cause);
  }

  /** Those that have no IP address are one origin. */
  @Override
  public @Nullable Origin origin(Channel accepted) {
    SocketAddress remote = accepted.remoteAddress();
    if (remote == null) {
      return null;
    }
    return remote instanceof InetSocketAddress ip && !ip.isUnresolved()
        ? new Origin(ip, RemoteNetwork.of(ip.getAddress()), ip.getAddress().getHostAddress())
        : new Origin(remote, transport, remote.toString());
  }

  @Override
  public @Nullable String filtered(Channel accepted, Origin origin) {
    boolean passes =
        networks.isEmpty()
            || (origin.address() instanceof InetSocketAddress ip
                && !ip.isUnresolved()
                && AcceptFilters.of(networks).accepts(ip.getAddress()));
    return passes ? null : origin.name() + " is in no network that acceptFilter names";
  }
}
