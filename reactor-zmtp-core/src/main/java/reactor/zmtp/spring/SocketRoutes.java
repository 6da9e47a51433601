package reactor.zmtp.spring;

import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqSocket;

/** Routes of a WebFlux application to the sockets whose properties name a path. */
final class SocketRoutes {

  private SocketRoutes() {}

  static RouterFunction<ServerResponse> of(ZmtpProperties properties, BeanFactory beans) {
    RouterFunction<ServerResponse> all = request -> Mono.empty();
    for (Map.Entry<String, SocketProperties> each : properties.sockets().entrySet()) {
      String path = each.getValue().websocketPath();
      if (path != null) {
        ZmqSocket socket = beans.getBean(each.getKey(), ZmqSocket.class);
        all =
            all.and(
                RouterFunctions.route(RequestPredicates.path(path), ZmqHandlerFunction.of(socket)));
      }
    }
    return all;
  }
}
