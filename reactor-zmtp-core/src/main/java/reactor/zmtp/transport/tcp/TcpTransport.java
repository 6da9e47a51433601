package reactor.zmtp.transport.tcp;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.transport.ConnectingEndpoint;
import reactor.zmtp.transport.Connector;
import reactor.zmtp.transport.Transport;
import reactor.zmtp.transport.TransportContext;
import reactor.zmtp.transport.TransportEndpoint;
import reactor.zmtp.transport.address.TcpBindAddress;
import reactor.zmtp.transport.address.TcpConnectAddress;
import reactor.zmtp.transport.address.TcpEndpoints;

/** TCP, as {@code zmq_tcp(7)} has it. */
public final class TcpTransport implements Transport {

  @Override
  public String scheme() {
    return TcpEndpoints.SCHEME;
  }

  @Override
  public void checkBind(String endpoint) {
    TcpBindAddress.parse(endpoint);
  }

  @Override
  public void checkConnect(String endpoint) {
    TcpConnectAddress.parse(endpoint);
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    return new TcpListener(socket, endpoint).open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    return new Connector(socket, endpoint, peer, new TcpDialer(socket, endpoint));
  }
}
