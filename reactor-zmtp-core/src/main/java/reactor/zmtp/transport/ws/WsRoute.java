package reactor.zmtp.transport.ws;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.endpoint.HostedEndpoint;
import reactor.zmtp.endpoint.Origin;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Option;
import reactor.zmtp.transport.address.AcceptFilters;
import reactor.zmtp.transport.address.RemoteNetwork;
import reactor.zmtp.transport.address.TcpEndpoints;
import reactor.zmtp.transport.ws.UpgradeTerms.Refusal;

/**
 * Socket as the route of an HTTP server: it says what is to be answered to a request for WebSocket,
 * and has the channel moved to the socket's event loop, where it is one like those of a port of its
 * own.
 */
public final class WsRoute implements HostedEndpoint {

  private final TransportContext socket;
  private final AcceptFilters filters;
  private final HostedPeers peers;
  private volatile @Nullable UpgradeTerms terms;

  public WsRoute(TransportContext socket) {
    this.socket = socket;
    this.filters = AcceptFilters.of(socket.options().get(Option.ACCEPT_FILTERS));
    this.peers = new HostedPeers(socket);
  }

  @Override
  public @Nullable String fault() {
    return socket.options().get(Option.RAW)
        ? "a STREAM socket speaks raw TCP, and no other transport; right is bind with tcp://"
        : null;
  }

  // From any thread.

  @Override
  public Answer answer(Request request) {
    HttpHeaders headers = new DefaultHttpHeaders();
    Refusal refusal = refusal(request);
    if (refusal == null) {
      terms().grant(request.http(), headers);
      return new Answer(HttpResponseStatus.SWITCHING_PROTOCOLS, headers, null);
    }
    refusal.writeTo(headers);
    socket.loop().execute(() -> report(request, refusal));
    return new Answer(refusal.status(), headers, refusal.why());
  }

  private UpgradeTerms terms() {
    UpgradeTerms made = terms;
    if (made == null) {
      List<String> spoken = Subprotocol.of(socket.peers().mechanism(true));
      made = new UpgradeTerms(socket.options(), spoken);
      terms = made;
    }
    return made;
  }

  private @Nullable Refusal refusal(Request request) {
    Channel channel = request.channel();
    if (peers.isClosed() || socket.loop().isEnding()) {
      return new Refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "the socket was disposed of");
    }
    if (!(channel.parent() instanceof ServerChannel)
        || channel.pipeline().get(HttpServerCodec.class) == null) {
      return new Refusal(
          HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
          "WebSocket goes over HTTP/1.1 here: a stream of HTTP/2 cannot leave its connection");
    }
    if (!socket.loop().channelClass().isInstance(channel)) {
      return new Refusal(
          HttpResponseStatus.NOT_IMPLEMENTED,
          "a %s cannot move to the socket's event loop, where channels are %s; right is a server on"
                  .formatted(channel.getClass().getSimpleName(), name(socket))
              + " a TCP port and the same LoopResources");
    }
    if (socket.loop().isIoUring() && channel.eventLoop() != socket.loop().eventLoop()) {
      return new Refusal(
          HttpResponseStatus.NOT_IMPLEMENTED,
          "a channel of io_uring cannot leave its event loop; right are event loops of epoll");
    }
    if (socket.options().get(Option.TLS).isUsed()
        && channel.pipeline().get(SslHandler.class) == null) {
      return new Refusal(
          HttpResponseStatus.FORBIDDEN,
          "this socket has TLS, and this server goes in the clear; right is https");
    }
    if (!filters.accepts(address(request))) {
      return new Refusal(
          HttpResponseStatus.FORBIDDEN,
          address(request).getHostAddress() + " is in no network that acceptFilter names");
    }
    return terms().refusal(request.http());
  }

  private static String name(TransportContext socket) {
    return socket.loop().channelClass().getSimpleName();
  }

  /** Of the client if the server knows it, else of the other side of the connection. */
  private static InetAddress address(Request request) {
    return request.remote() instanceof InetSocketAddress known && known.getAddress() != null
        ? known.getAddress()
        : ((InetSocketAddress) request.channel().remoteAddress()).getAddress();
  }

  /** In the same form as of a port of its own: where the server listens, and the path. */
  private static String endpoint(Request request) {
    Channel channel = request.channel();
    Channel server = channel.parent() instanceof ServerChannel parent ? parent : channel;
    String path = request.http().uri().split("\\?", 2)[0];
    return (channel.pipeline().get(SslHandler.class) == null ? "ws://" : "wss://")
        + (server.localAddress() instanceof InetSocketAddress local
            ? TcpEndpoints.address(local)
            : server.localAddress())
        + path;
  }

  private void report(Request request, Refusal refusal) {
    peers.report(
        new SocketEvent.HandshakeFailed(
            endpoint(request),
            request.channel().localAddress(),
            request.remote(),
            HandshakeFailure.PROTOCOL,
            new ProtocolException(Rule.WEBSOCKET, refusal.toString())));
  }

  // On the channel's event loop.

  @Override
  public Runnable expect(Request request, Answer answer) {
    Channel channel = request.channel();
    String endpoint = endpoint(request);
    InetAddress address = address(request);
    Origin origin =
        new Origin(request.remote(), RemoteNetwork.of(address), address.getHostAddress());
    Handover handover = Handover.begin(channel);
    String subprotocol = String.valueOf(answer.headers().get("Sec-WebSocket-Protocol"));
    return () -> {
      Runnable gone = () -> socket.loop().execute(() -> peers.gone(endpoint, origin));
      if (channel.isActive() && !socket.loop().isEnding()) {
        handover.end(channel);
        setOptions(channel);
        move(channel, () -> peers.arrived(channel, handover, subprotocol, endpoint, origin), gone);
      } else {
        channel.close();
        gone.run();
      }
    };
  }

  @SuppressWarnings("unchecked") // each value was put with the option of its type
  private void setOptions(Channel channel) {
    Map<ChannelOption<?>, Object> all = Bootstraps.ofConnection(socket.options());
    all.forEach(
        (option, value) -> channel.config().setOption((ChannelOption<Object>) option, value));
  }

  private void move(Channel channel, Runnable arrived, Runnable gone) {
    if (channel.eventLoop() == socket.loop().eventLoop()) {
      arrived.run();
      return;
    }
    channel
        .deregister()
        .addListener(
            left ->
                socket
                    .loop()
                    .eventLoop()
                    .register(channel)
                    .addListener((ChannelFuture come) -> settled(come, arrived, gone)));
  }

  private static void settled(ChannelFuture come, Runnable arrived, Runnable gone) {
    if (come.isSuccess()) {
      arrived.run();
    } else { // the loop has ended, or the client has gone
      come.channel().unsafe().closeForcibly();
      gone.run();
    }
  }

  // On the socket's.

  @Override
  public Future<Void> close() {
    return peers.close();
  }
}
