package reactor.zmtp.samples.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** A WebFlux server of one stream of events, and its clients. */
final class Browsers implements AutoCloseable {

  private final DisposableServer server;
  private final Disposable.Composite clients = Disposables.composite();
  private final List<Socket> stalled = new ArrayList<>();
  private volatile Times times = new Times();

  Browsers(Contender.Shared shared) {
    var routes =
        RouterFunctions.route()
            .GET(
                "/",
                request ->
                    ServerResponse.ok()
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(shared.messages(), String.class))
            .build();
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
            .bindNow();
  }

  void open(int many, boolean oneMoreStalled) {
    HttpClient client = HttpClient.newConnection().host("127.0.0.1").port(server.port());
    clients.add(Flux.range(0, many).flatMap(i -> reader(client), many).subscribe());
    if (oneMoreStalled) {
      stalled.add(stall());
    }
  }

  private Flux<String> reader(HttpClient client) {
    return client
        .get()
        .uri("/")
        .responseContent()
        .asString()
        .filter(piece -> piece.startsWith("data:")) // and not the rest of a long one
        .map(piece -> piece.substring("data:".length()))
        .doOnNext(sentAt -> times.add(sentAt))
        .onErrorComplete();
  }

  /** Asks, and never reads. */
  private Socket stall() {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the messages from now on. */
  Times times() {
    Times fresh = new Times();
    times = fresh;
    return fresh;
  }

  @Override
  public void close() {
    clients.dispose();
    for (Socket socket : stalled) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    server.disposeNow(Duration.ofSeconds(10));
  }
}
