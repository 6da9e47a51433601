package reactor.zmtp.spring;

import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import reactor.zmtp.SocketType;

/** Path of an application at which a named socket is served. */
final class WebSocketPath {

  /** The bean with all routes, which a WebFlux application on Reactor Netty has. */
  static final String ROUTES = "zmtpSocketRoutes";

  private WebSocketPath() {}

  /**
   * Checks that of one socket, if it has any.
   *
   * @throws ZmtpPropertyException if it cannot be served there
   */
  static void check(String name, ZmtpProperties properties, BeanFactory beans) {
    Map<String, SocketProperties> sockets = properties.sockets();
    SocketProperties own = sockets.get(name);
    String path = own == null ? null : own.websocketPath();
    if (own == null || path == null) {
      return;
    }
    if (!path.matches("/[!-~&&[^?#%;{}*\\[\\]]]*")) {
      throw wrong(
          name,
          "\"" + path + "\" is no path",
          "Write one such as /zmq, which begins with a slash and has no pattern and no query");
    }
    if (own.type() == SocketType.STREAM) {
      throw wrong(name, "a STREAM socket speaks raw TCP, and no WebSocket", "Remove it");
    }
    if (own.type() == SocketType.DGRAM) {
      throw wrong(name, "a DGRAM socket speaks udp alone, and no WebSocket", "Remove it");
    }
    if (!beans.containsBean(ROUTES)) {
      throw wrong(
          name,
          "the application has no routes: it is no WebFlux application on Reactor Netty",
          "Add spring-boot-starter-webflux, or bind to a port of its own: ws://*:8081" + path);
    }
    sockets.forEach(
        (other, theirs) -> {
          if (!other.equals(name) && path.equals(theirs.websocketPath())) {
            throw wrong(name, "the socket " + other + " is at " + path, "Give each its own path");
          }
        });
  }

  private static ZmtpPropertyException wrong(String name, String problem, String cure) {
    return new ZmtpPropertyException(
        ZmtpProperties.prefixOf(name) + ".websocket-path", problem, cure, null);
  }
}
