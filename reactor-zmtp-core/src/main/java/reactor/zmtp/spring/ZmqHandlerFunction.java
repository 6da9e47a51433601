package reactor.zmtp.spring;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.ZmqWebSocketRoute;

/**
 * Socket as a route of a WebFlux application on Reactor Netty, over WebSocket:
 *
 * <pre>{@code
 * @Bean
 * RouterFunction<ServerResponse> sockets(@Qualifier("quotes") PubSocket quotes) {
 *   return RouterFunctions.route().GET("/zmq", ZmqHandlerFunction.of(quotes)).build();
 * }
 * }</pre>
 *
 * <p>It is the {@link ZmqWebSocketRoute} of the socket, behind the application's filters: what they
 * do to the response, such as cookies, is in the answer, and the exchange is over for them when the
 * upgrade is answered. A {@code WebSocketHandler} it is not: that is asked when the upgrade has
 * been granted, where an origin cannot be refused any more. Other servers than Reactor Netty's
 * answer 501.
 *
 * <p>Needs {@code spring-webflux} and {@code reactor-netty-http}. Immutable.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class ZmqHandlerFunction implements HandlerFunction<ServerResponse> {

  private final ZmqWebSocketRoute route;

  private ZmqHandlerFunction(ZmqWebSocketRoute route) {
    this.route = route;
  }

  /**
   * The handler of requests for a socket, which stays the caller's.
   *
   * @param socket any but a STREAM socket
   * @return the handler
   * @throws IllegalArgumentException if the socket has no WebSocket
   */
  public static ZmqHandlerFunction of(ZmqSocket socket) {
    return new ZmqHandlerFunction(ZmqWebSocketRoute.of(socket));
  }

  @Override
  public Mono<ServerResponse> handle(ServerRequest request) {
    return Mono.just(new Answer(route));
  }

  /** What the route answers, be it a refusal. */
  private record Answer(ZmqWebSocketRoute route) implements ServerResponse {

    @Override
    public HttpStatusCode statusCode() {
      return HttpStatus.SWITCHING_PROTOCOLS;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.EMPTY;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
      return new LinkedMultiValueMap<>();
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
      Object asked = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
      Object answer = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
      return asked instanceof HttpServerRequest request
              && answer instanceof HttpServerResponse response
          // First what filters have said of the response.
          ? exchange.getResponse().setComplete().then(route.apply(request, response))
          : Mono.error(
              new ResponseStatusException(
                  HttpStatus.NOT_IMPLEMENTED,
                  "a socket is a route of Reactor Netty, and this server's requests are "
                      + asked.getClass().getName()));
    }
  }
}
