package reactor.zmtp.transport.ipc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.Binder;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.Origin;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/** Accepts connections at one Unix domain socket, from the processes that are let in. */
final class IpcBinder implements Binder {

  private final IoLoop loop;
  private final Options options;
  private final String endpoint;
  private final ProcessFilters filters;
  private String name = "";

  IpcBinder(TransportContext socket, String endpoint) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.endpoint = endpoint;
    this.filters = ProcessFilters.of(options, loop, endpoint);
  }

  @Override
  public Future<Channel> bind(ChannelHandler listening, ChannelHandler accepted) {
    IpcName target = IpcName.ofBound(endpoint);
    IpcChannelOptions.refuseTls(options, endpoint);
    ServerBootstrap bootstrap =
        Bootstraps.binding(
                loop,
                IpcChannelOptions.ofListener(options),
                IpcChannelOptions.ofConnection(options))
            .channelFactory(loop.localServerChannels())
            .handler(listening)
            .childHandler(accepted);
    return target.isAbstract() ? bindName(bootstrap, target) : bindPath(bootstrap, target);
  }

  private Future<Channel> bindName(ServerBootstrap bootstrap, IpcName target) {
    name = target.name();
    Promise<Channel> binding = loop.eventLoop().newPromise();
    bootstrap
        .bind(target.address(loop))
        .addListener(
            (ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                binding.setSuccess(bound.channel());
              } else {
                binding.setFailure(bound.cause());
              }
            });
    return binding;
  }

  private Future<Channel> bindPath(ServerBootstrap bootstrap, IpcName target) {
    SocketFile file = SocketFile.of(target);
    name = file.path();
    Promise<Channel> binding = loop.eventLoop().newPromise();
    bootstrap
        .bind(IpcName.address(loop, file.hidden().toString()))
        .addListener((ChannelFuture bound) -> hidden(bound, file, binding));
    return binding;
  }

  private void hidden(ChannelFuture bound, SocketFile file, Promise<Channel> binding) {
    try {
      if (bound.isSuccess()) {
        file.publish(options);
        bound.channel().closeFuture().addListener(closed -> file.remove());
        binding.setSuccess(bound.channel());
        return;
      }
      binding.setFailure(bound.cause());
    } catch (ZmqException e) {
      bound.channel().close();
      binding.setFailure(e);
    }
    file.remove();
  }

  @Override
  public String address(Channel bound) {
    return IpcName.SCHEME + "://" + name;
  }

  @Override
  public int port(Channel bound) {
    return -1;
  }

  @Override
  public SocketAddress local(Channel channel) {
    return new DomainSocketAddress(name);
  }

  @Override
  public ZmqException explain(Throwable cause) {
    return cause instanceof ZmqException own ? own : IpcFailures.binding(endpoint, cause);
  }

  @Override
  public Origin origin(Channel accepted) {
    IpcProcess process = PeerCredentials.of(accepted).process();
    Object user = process.user() == null ? process.uid() : process.user();
    return new Origin(process, user, process.toString());
  }

  @Override
  public @Nullable String filtered(Channel accepted, Origin origin) {
    return filters.refusal(PeerCredentials.of(accepted));
  }
}
