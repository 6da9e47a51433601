package reactor.zmtp.transport.udp;

import io.netty.util.concurrent.Future;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;

/** UDP, as {@code zmq_udp(7)} has it: a RADIO connects, a DISH binds, and so does a DGRAM. */
public final class UdpTransport implements Transport {

  static final String SCHEME = "udp";

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public void checkBind(String endpoint) {
    UdpBindAddress.parse(endpoint);
  }

  @Override
  public void checkConnect(String endpoint) {
    UdpConnectAddress.parse(endpoint);
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    UdpBindAddress address = UdpBindAddress.parse(endpoint);
    Terms.check(endpoint, socket, EnumSet.of(SocketType.DISH, SocketType.DGRAM));
    return new UdpListener(socket, address).open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    UdpConnectAddress address = UdpConnectAddress.parse(endpoint);
    Terms.check(endpoint, socket, EnumSet.of(SocketType.RADIO));
    return new UdpConnector(socket, address);
  }
}
