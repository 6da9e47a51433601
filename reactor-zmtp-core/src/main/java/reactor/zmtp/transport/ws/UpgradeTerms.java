package reactor.zmtp.transport.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** Which requests for WebSocket a server grants (RFC 6455, section 4.2), and what it answers. */
final class UpgradeTerms {

  /** What is answered to a request, and why. */
  record Refusal(HttpResponseStatus status, String why) {

    void writeTo(HttpHeaders response) {
      response.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
      if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
        response
            .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
            .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, Upgrade.VERSION);
      }
    }

    @Override
    public String toString() {
      return "answered with %s: %s".formatted(status, why);
    }
  }

  private static final String ANY_ORIGIN = "*";

  private final List<String> origins;
  private final List<String> subprotocols;

  /** With the subprotocols that this side speaks. */
  UpgradeTerms(Options options, List<String> subprotocols) {
    this.origins = options.get(Option.WEB_SOCKET_ORIGIN);
    this.subprotocols = subprotocols;
  }

  /** Null if it is a request for WebSocket that is granted. */
  @Nullable Refusal refusal(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!isUpgrade(request)
        || !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, Upgrade.VERSION, false)) {
      return new Refusal(
          HttpResponseStatus.UPGRADE_REQUIRED, "here is WebSocket, version 13, and no other HTTP");
    }
    String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (key == null || !UpgradeKey.isValid(key) || hasBody(headers)) {
      return new Refusal(
          HttpResponseStatus.BAD_REQUEST,
          "a request for WebSocket has a Sec-WebSocket-Key of 16 bytes, and no body");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !origins.contains(ANY_ORIGIN) && !origins.contains(origin)) {
      return new Refusal(
          HttpResponseStatus.FORBIDDEN,
          "pages of %s may not connect here; webSocketOrigin would allow it".formatted(origin));
    }
    List<String> offers = offers(request);
    return Subprotocol.select(offers, subprotocols) == null
        ? new Refusal(
            HttpResponseStatus.BAD_REQUEST,
            "of the subprotocols %s none is spoken here; right is %s"
                .formatted(offers, String.join(", ", subprotocols)))
        : null;
  }

  private static boolean isUpgrade(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.method().equals(HttpMethod.GET)
        && request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static boolean hasBody(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }

  private static List<String> offers(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
  }

  /** Grants a request that is not refused; returns the subprotocol that is spoken from then on. */
  String grant(HttpRequest request, HttpHeaders response) {
    String selected = Subprotocol.select(offers(request), subprotocols);
    if (selected == null) {
      throw new IllegalArgumentException("a request that is refused is not granted");
    }
    String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    response
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, UpgradeKey.accept(key))
        .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, selected);
    return selected;
  }
}
