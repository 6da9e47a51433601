package reactor.zmtp.transport.ws;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.endpoint.ChannelTransport;
import reactor.zmtp.endpoint.ConnectingEndpoint;
import reactor.zmtp.endpoint.Connector;
import reactor.zmtp.endpoint.Listener;
import reactor.zmtp.endpoint.Transport;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.endpoint.TransportEndpoint;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Tls;

/** WebSocket, on a port of its own, in the clear or over TLS. */
public final class WsTransport implements Transport {

  private final String scheme;
  private final boolean secure;
  private final int defaultPort;
  private final ChannelTransport tcp;

  private WsTransport(String scheme, boolean secure, int defaultPort, ChannelTransport tcp) {
    this.scheme = scheme;
    this.secure = secure;
    this.defaultPort = defaultPort;
    this.tcp = tcp;
  }

  public static WsTransport ws(ChannelTransport tcp) {
    return new WsTransport("ws", false, 80, tcp);
  }

  public static WsTransport wss(ChannelTransport tcp) {
    return new WsTransport("wss", true, 443, tcp);
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public void checkBind(String endpoint) {
    tcp.checkBind(endpoint, WsEndpoint.ofBound(scheme, endpoint).address());
  }

  @Override
  public void checkConnect(String endpoint) {
    tcp.checkConnect(endpoint, peer(endpoint).address());
  }

  private WsEndpoint peer(String endpoint) {
    return WsEndpoint.ofPeer(scheme, endpoint, defaultPort);
  }

  @Override
  public Future<TransportEndpoint> bind(String endpoint, TransportContext socket) {
    checkSocket(endpoint, socket);
    Tls tls = socket.options().get(Option.TLS);
    if (secure && !tls.isUsed()) {
      throw new InvalidEndpointException(
          endpoint, "wss has TLS; right is tls with an SslProvider of a server's SslContext");
    }
    WsEndpoint bound = WsEndpoint.ofBound(scheme, endpoint);
    WsBinder binder = new WsBinder(bound, socket, tcp.binder(endpoint, bound.address(), socket));
    return new Listener(socket, endpoint, binder).open();
  }

  @Override
  public ConnectingEndpoint connect(
      String endpoint, @Nullable RoutingId peer, TransportContext socket) {
    checkSocket(endpoint, socket);
    TransportContext secured = secure ? withTls(socket) : socket;
    WsEndpoint there = peer(endpoint);
    WsDialer dialer = new WsDialer(there, secured, tcp.dialer(endpoint, there.address(), secured));
    return new Connector(secured, endpoint, peer, dialer);
  }

  private void checkSocket(String endpoint, TransportContext socket) {
    if (socket.options().get(Option.RAW)) {
      throw new InvalidEndpointException(
          endpoint, "a STREAM socket speaks raw TCP, and no other transport; right is tcp://");
    }
    if (!secure && socket.options().get(Option.TLS).isUsed()) {
      throw new InvalidEndpointException(
          endpoint, "this socket has TLS, and ws goes in the clear; right is wss://");
    }
  }

  /** A server of no more than a name is trusted if the JVM trusts it, as a browser would. */
  private static TransportContext withTls(TransportContext socket) {
    return socket.options().get(Option.TLS).isUsed()
        ? socket
        : new TransportContext(
            socket.loop(),
            socket.options().with(Option.TLS, Tls.NONE.with(SslProvider.defaultClientProvider())),
            socket.peers(),
            socket.resolver(),
            socket.shared());
  }
}
