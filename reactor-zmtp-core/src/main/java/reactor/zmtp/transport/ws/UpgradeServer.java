package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.transport.ws.UpgradeTerms.Refusal;

/**
 * Answers the request of a client for WebSocket (RFC 6455, section 4.2), which is the one that a
 * connection may begin with; any other is answered with what is wrong, and is the last.
 */
final class UpgradeServer extends Upgrade {

  private final UpgradeTerms terms;

  UpgradeServer(WsEndpoint endpoint, TransportContext socket, Beginning zmtp) {
    super("its request for WebSocket", endpoint, socket, zmtp, false);
    this.terms = new UpgradeTerms(socket.options(), Subprotocol.of(mechanism));
  }

  @Override
  ChannelHandler codec() {
    return new HttpServerCodec(LONGEST_LINE, MOST_HEADERS, CHUNK);
  }

  @Override
  @Nullable String take(ChannelHandlerContext ctx, HttpObject message) {
    if (!(message instanceof HttpRequest request)) {
      return null;
    }
    Refusal refusal = refusal(request);
    if (refusal != null) {
      answer(ctx, refusal);
      return null;
    }
    FullHttpResponse response = response(HttpResponseStatus.SWITCHING_PROTOCOLS);
    String selected = terms.grant(request, response.headers());
    ctx.writeAndFlush(response, ctx.voidPromise());
    return selected;
  }

  /** Null if it is a request for WebSocket at this endpoint. */
  private @Nullable Refusal refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return new Refusal(HttpResponseStatus.BAD_REQUEST, "what came is no HTTP request");
    }
    String path = request.uri().split("\\?", 2)[0];
    return path.equals(endpoint.path())
        ? terms.refusal(request)
        : new Refusal(
            HttpResponseStatus.NOT_FOUND,
            "nobody serves %s, here is %s".formatted(path, endpoint.path()));
  }

  private void answer(ChannelHandlerContext ctx, Refusal refusal) {
    FullHttpResponse response = response(refusal.status());
    ByteBufUtil.writeUtf8(response.content(), refusal.why() + "\n");
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    refusal.writeTo(response.headers());
    ctx.writeAndFlush(response, ctx.voidPromise());
    refuse(ctx, refusal.toString());
  }

  private static FullHttpResponse response(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.buffer(0));
  }
}
