package reactor.zmtp.transport.ipc;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Connector;
import reactor.zmtp.endpoint.Listener;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;

/** Unix domain sockets, as {@code zmq_ipc(7)} has them. */
public final class IpcTransport implements Transport {

  @Override
  public String scheme() {
    return IpcName.SCHEME;
  }

  @Override
  public void checkBind(String endpoint) {
    IpcName.ofBound(endpoint);
  }

  @Override
  public void checkConnect(String endpoint) {
    IpcName.ofPeer(endpoint);
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    return new Listener(socket, endpoint, new IpcBinder(socket, endpoint)).open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    return new Connector(socket, endpoint, peer, new IpcDialer(socket, endpoint));
  }
}
