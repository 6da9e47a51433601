package reactor.zmtp.transport.ws;

import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.transport.address.Scheme;

/**
 * Endpoint such as {@code ws://server1:8080/feed}, in its parts: the address is what TCP knows, and
 * the path begins with a slash, which is all of it if there is none.
 */
record WsEndpoint(String endpoint, String scheme, String address, String path) {

  /**
   * Reads an endpoint to bind to.
   *
   * @throws InvalidEndpointException if the path is malformed
   */
  static WsEndpoint ofBound(String scheme, String endpoint) {
    WsEndpoint bound = parse(scheme, endpoint);
    if (bound.path.indexOf('?') >= 0) {
      throw new InvalidEndpointException(
          endpoint, "a path to bind to has no query: \"" + bound.path + "\" is too much");
    }
    return bound;
  }

  /** Reads an endpoint to connect to, where a port may be left out as in any URI. */
  static WsEndpoint ofPeer(String scheme, String endpoint, int defaultPort) {
    WsEndpoint peer = parse(scheme, endpoint);
    boolean hasPort = peer.address.lastIndexOf(':') > peer.address.lastIndexOf(']');
    return hasPort
        ? peer
        : new WsEndpoint(endpoint, scheme, peer.address + ":" + defaultPort, peer.path);
  }

  private static WsEndpoint parse(String scheme, String endpoint) {
    String text = Scheme.strip(scheme, endpoint);
    int slash = text.indexOf('/');
    String path = slash < 0 ? "/" : text.substring(slash);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~' || c == '#') {
        throw new InvalidEndpointException(
            endpoint, "the path \"%s\" has \"%c\"; right is %%%02X".formatted(path, c, (int) c));
      }
    }
    return new WsEndpoint(endpoint, scheme, slash < 0 ? text : text.substring(0, slash), path);
  }

  /** The host and the port as the request names them: the destination, without its source. */
  String host() {
    return address.substring(address.indexOf(';') + 1);
  }

  /** The endpoint of another address. */
  String at(String actual) {
    return scheme + "://" + actual + path;
  }
}
