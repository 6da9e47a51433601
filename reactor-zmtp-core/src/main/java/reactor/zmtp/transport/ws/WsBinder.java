package reactor.zmtp.transport.ws;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.endpoint.Binder;
import reactor.zmtp.endpoint.Origin;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.transport.address.TcpEndpoints;

/** Accepts what is accepted at a port, and upgrades it to WebSocket. */
final class WsBinder implements Binder {

  private final WsEndpoint endpoint;
  private final TransportContext socket;
  private final Binder tcp;

  WsBinder(WsEndpoint endpoint, TransportContext socket, Binder tcp) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.tcp = tcp;
  }

  @Override
  public ChannelHandler first(Beginning zmtp) {
    return new UpgradeServer(endpoint, socket, zmtp);
  }

  @Override
  public String address(Channel bound) {
    return endpoint.at(TcpEndpoints.address((InetSocketAddress) tcp.local(bound)));
  }

  @Override
  public Future<Channel> bind(ChannelHandler listening, ChannelHandler accepted) {
    return tcp.bind(listening, accepted);
  }

  @Override
  public int port(Channel bound) {
    return tcp.port(bound);
  }

  @Override
  public SocketAddress local(Channel channel) {
    return tcp.local(channel);
  }

  @Override
  public ZmqException explain(Throwable cause) {
    return tcp.explain(cause);
  }

  @Override
  public @Nullable Origin origin(Channel accepted) {
    return tcp.origin(accepted);
  }

  @Override
  public @Nullable String filtered(Channel accepted, Origin origin) {
    return tcp.filtered(accepted, origin);
  }
}
