package reactor.zmtp.transport.tcp;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.endpoint.Binder;
import reactor.zmtp.endpoint.ChannelTransport;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Connector;
import reactor.zmtp.endpoint.Dialer;
import reactor.zmtp.endpoint.Listener;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.transport.address.TcpBindAddress;
import reactor.zmtp.transport.address.TcpConnectAddress;
import reactor.zmtp.transport.address.TcpEndpoints;

/** TCP, as {@code zmq_tcp(7)} has it. */
public final class TcpTransport implements ChannelTransport {

  @Override
  public String scheme() {
    return TcpEndpoints.SCHEME;
  }

  @Override
  public void checkBind(String endpoint) {
    TcpBindAddress.parse(endpoint);
  }

  @Override
  public void checkBind(String endpoint, String address) {
    TcpBindAddress.of(endpoint, address);
  }

  @Override
  public void checkConnect(String endpoint) {
    TcpConnectAddress.parse(endpoint);
  }

  @Override
  public void checkConnect(String endpoint, String address) {
    TcpConnectAddress.of(endpoint, address);
  }

  @Override
  public Binder binder(String endpoint, String address, TransportContext socket) {
    return new TcpBinder(socket, TcpBindAddress.of(endpoint, address));
  }

  @Override
  public Dialer dialer(String endpoint, String address, TransportContext socket) {
    return new TcpDialer(socket, TcpConnectAddress.of(endpoint, address));
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    return new Listener(socket, endpoint, new TcpBinder(socket, TcpBindAddress.parse(endpoint)))
        .open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    return new Connector(
        socket, endpoint, peer, new TcpDialer(socket, TcpConnectAddress.parse(endpoint)));
  }
}
