package reactor.zmtp.transport.ws;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.endpoint.Dialer;
import reactor.zmtp.endpoint.TransportContext;

/** Connects to a port, and asks for the upgrade to WebSocket. */
final class WsDialer implements Dialer {

  private final WsEndpoint endpoint;
  private final TransportContext socket;
  private final Dialer tcp;

  WsDialer(WsEndpoint endpoint, TransportContext socket, Dialer tcp) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.tcp = tcp;
  }

  @Override
  public ChannelHandler first(Beginning zmtp) {
    return new UpgradeClient(endpoint, socket, zmtp);
  }

  @Override
  public Future<List<SocketAddress>> resolve() {
    return tcp.resolve();
  }

  @Override
  public ChannelFuture dial(SocketAddress remote, ChannelHandler handler) {
    return tcp.dial(remote, handler);
  }

  @Override
  public SocketAddress local(Channel channel) {
    return tcp.local(channel);
  }

  @Override
  public SocketAddress remote(Channel channel) {
    return tcp.remote(channel);
  }

  @Override
  public boolean isRefused(Throwable cause) {
    return tcp.isRefused(cause);
  }

  @Override
  public Throwable explain(Throwable cause) {
    return tcp.explain(cause);
  }

  @Override
  public @Nullable ZmqException fault(Channel channel) {
    return tcp.fault(channel);
  }

  @Override
  public @Nullable SocketAddress expected() {
    return tcp.expected();
  }

  @Override
  public int port() {
    return tcp.port();
  }
}
