package reactor.zmtp.transport.ws;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.endpoint.TransportContext;

/** Asks a server for WebSocket, and checks its answer (RFC 6455, section 4.1). */
final class UpgradeClient extends Upgrade {

  private final String key = UpgradeKey.next();

  UpgradeClient(WsEndpoint endpoint, TransportContext socket, Beginning zmtp) {
    super("the answer to our request for WebSocket", endpoint, socket, zmtp, true);
  }

  @Override
  ChannelHandler codec() {
    return new HttpClientCodec(LONGEST_LINE, MOST_HEADERS, CHUNK);
  }

  @Override
  protected void begin(ChannelHandlerContext ctx) {
    super.begin(ctx);
    HttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, endpoint.path(), Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set(HttpHeaderNames.HOST, endpoint.host())
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION)
        .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(",", Subprotocol.of(mechanism)));
    ctx.writeAndFlush(request, ctx.voidPromise());
  }

  @Override
  @Nullable String take(ChannelHandlerContext ctx, HttpObject message) {
    if (!(message instanceof HttpResponse response)) {
      return null;
    }
    HttpHeaders headers = response.headers();
    String selected = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "").strip();
    String fault = fault(response);
    if (fault == null && !Subprotocol.of(mechanism).contains(selected)) {
      fault =
          "the server speaks the subprotocol \"%s\", not %s"
              .formatted(selected, String.join(" or ", Subprotocol.of(mechanism)));
    }
    if (fault != null) {
      refuse(ctx, fault);
      return null;
    }
    return selected;
  }

  /** Null if the server has switched to WebSocket. */
  private @Nullable String fault(HttpResponse response) {
    HttpHeaders headers = response.headers();
    if (response.decoderResult().isFailure()) {
      return "what came is no answer of HTTP";
    }
    if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      return "the server answered with %s, not with 101 Switching Protocols"
          .formatted(response.status());
    }
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
            && headers
                .get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, "")
                .strip()
                .equals(UpgradeKey.accept(key))
        ? null
        : "the server switched to something that is not WebSocket";
  }
}
