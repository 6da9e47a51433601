package reactor.zmtp;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.zmtp.endpoint.HostedEndpoint;
import reactor.zmtp.endpoint.HostedEndpoint.Answer;
import reactor.zmtp.endpoint.HostedEndpoint.Request;
import reactor.zmtp.socket.HostedSockets;

/**
 * Socket as a route of a Reactor Netty {@code HttpServer}, over WebSocket (RFC 45, ZWS 2.0), beside
 * whatever else the socket is bound and connected to:
 *
 * <pre>{@code
 * HttpServer.create()
 *     .route(routes -> routes.get("/zmq", ZmqWebSocketRoute.of(socket)))
 * }</pre>
 *
 * <p>What holds for a {@code ws} endpoint on a port of its own holds here: subprotocols, {@link
 * WebSocketOptions#webSocketOrigin origins}, limits, events, demand. When the upgrade is answered
 * the connection leaves the server's event loop for the socket's, with its TLS; the exchange is
 * over for the server by then. Peers go when the server is disposed of, or the socket. A route is
 * in no list of the socket's endpoints, since the server is not the socket's; events have the
 * address and the path by which a peer has come.
 *
 * <p>A request that cannot be granted is answered with a status and a sentence, and is reported as
 * {@link SocketEvent.HandshakeFailed}; a peer beyond the socket's limits is upgraded, and closed
 * with code 1013. Streams of HTTP/2 are refused (505), since they cannot leave their connection: a
 * browser makes one of HTTP/1.1 for WebSocket unless the server offers it over HTTP/2.
 *
 * <p>Needs {@code reactor-netty-http}. Immutable; to be used for any number of servers and paths.
 * libzmq has nothing like it.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class ZmqWebSocketRoute
    implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

  private final HostedEndpoint endpoint;

  private ZmqWebSocketRoute(HostedEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The route to a socket, which stays the caller's.
   *
   * @param socket any but a STREAM or DGRAM socket
   * @return the route
   * @throws IllegalArgumentException if the socket has no WebSocket
   */
  public static ZmqWebSocketRoute of(ZmqSocket socket) {
    if (socket instanceof DgramSocket) {
      throw new IllegalArgumentException("a DGRAM socket speaks udp alone, and no WebSocket");
    }
    HostedEndpoint endpoint = HostedSockets.endpoint(socket);
    String fault = endpoint.fault();
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    return new ZmqWebSocketRoute(endpoint);
  }

  /**
   * Answers a request.
   *
   * @return completes when the answer is written, which for a peer is where the exchange ends and
   *     the messages begin
   */
  @Override
  public Mono<Void> apply(HttpServerRequest request, HttpServerResponse response) {
    return Mono.defer(
        () -> {
          AtomicReference<Connection> connection = new AtomicReference<>();
          request.withConnection(connection::set);
          return serve(Objects.requireNonNull(connection.get()), request, response);
        });
  }

  private Mono<Void> serve(
      Connection connection, HttpServerRequest request, HttpServerResponse response) {
    HttpRequest http =
        new DefaultHttpRequest(
            request.version(), request.method(), request.uri(), request.requestHeaders());
    Channel channel = connection.channel();
    SocketAddress remote =
        Objects.requireNonNullElse(request.remoteAddress(), channel.remoteAddress());
    Request asked = new Request(channel, remote, http);
    Answer answer = endpoint.answer(asked);
    response.status(answer.status());
    answer.headers().forEach(header -> response.header(header.getKey(), header.getValue()));
    String why = answer.why();
    if (why != null) {
      return response.sendString(Mono.just(why + "\n")).then();
    }
    response.chunkedTransfer(false);
    return expected(connection, asked, answer)
        .then(Mono.defer(() -> response.sendHeaders().then()));
  }

  /** On the channel's event loop; at once if that is where the request came from. */
  private Mono<Void> expected(Connection connection, Request asked, Answer answer) {
    return Mono.create(
        sink -> {
          Runnable expect =
              () -> {
                Runnable leave = endpoint.expect(asked, answer);
                Runnable later = () -> asked.channel().eventLoop().execute(leave);
                connection.onTerminate().subscribe(null, failure -> later.run(), later);
                sink.success();
              };
          if (asked.channel().eventLoop().inEventLoop()) {
            expect.run();
          } else {
            asked.channel().eventLoop().execute(expect);
          }
        });
  }
}
