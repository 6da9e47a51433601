package reactor.zmtp;

import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.option.Option;

/**
 * Options of endpoints of {@code ws} and {@code wss}.
 *
 * @param <S> the spec
 */
public interface WebSocketOptions<S extends SocketSpec<S, ?>> {

  /**
   * Lets pages of some origins connect (RFC 6454); adds to those already named. A browser says
   * which origin a page has, and no other peer does: without this a page of any site could talk to
   * the socket through the browser of whoever visits it. Default: none. libzmq does not look at it.
   *
   * @param origins origins as browsers write them, such as {@code https://example.com} or {@code
   *     http://localhost:8080}, or {@code *} for every page
   * @return a new spec
   */
  default S webSocketOrigin(String... origins) {
    for (String origin : origins) {
      SocketSpec.check(
          origin.equals("*") || origin.matches("[a-z][a-z0-9+.-]*://[^/]*"),
          "webSocketOrigin",
          origin,
          "an origin without a path, such as https://example.com, or *");
    }
    List<String> all = new ArrayList<>(SocketSpec.get(this, Option.WEB_SOCKET_ORIGIN));
    all.addAll(List.of(origins));
    return SocketSpec.with(this, Option.WEB_SOCKET_ORIGIN, List.copyOf(all));
  }
}
