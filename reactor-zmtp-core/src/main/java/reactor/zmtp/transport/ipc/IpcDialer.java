package reactor.zmtp.transport.ipc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.ZmqException;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.Dialer;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/** Connects to one Unix domain socket. */
final class IpcDialer implements Dialer {

  private static final IpcProcess THIS = IpcProcess.of(-1, -1, ProcessHandle.current().pid());

  private final IoLoop loop;
  private final Options options;
  private final IpcName name;
  private final SocketAddress target;

  /**
   * Prepares to connect.
   *
   * @throws InvalidEndpointException if it can never be connected to
   */
  IpcDialer(TransportContext socket, String endpoint) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.name = IpcName.ofPeer(endpoint);
    this.target = name.address(loop);
    IpcChannelOptions.refuseTls(options, endpoint);
  }

  @Override
  public Future<List<SocketAddress>> resolve() {
    return loop.eventLoop().newSucceededFuture(List.of(target));
  }

  @Override
  public ChannelFuture dial(SocketAddress remote, ChannelHandler handler) {
    return Bootstraps.connecting(loop, options, IpcChannelOptions.ofConnection(options))
        .channelFactory(loop.localChannels())
        .handler(handler)
        .connect(remote);
  }

  @Override
  public SocketAddress local(Channel channel) {
    return THIS;
  }

  @Override
  public SocketAddress remote(Channel channel) {
    return new DomainSocketAddress(name.name());
  }

  @Override
  public boolean isRefused(Throwable cause) {
    return IpcFailures.isRefused(cause) || IpcFailures.isMissing(cause);
  }

  @Override
  public Throwable explain(Throwable cause) {
    return IpcFailures.connecting(name.name(), cause);
  }

  @Override
  public @Nullable ZmqException fault(Channel channel) {
    return null;
  }

  @Override
  public @Nullable SocketAddress expected() {
    return null;
  }

  @Override
  public int port() {
    return -1;
  }
}
