package reactor.zmtp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.spring.ZmqHandlerFunction;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A page in Chromium talks to the sockets that peers over TCP talk to. */
@Tag("full")
class BrowserTest extends Scene {

  private static final String ANY = "ws://127.0.0.1:*/zmq";

  private static Browser browser;

  private final Events events = new Events();

  @BeforeAll
  static void start() throws Exception {
    RawClient.prepare();
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.dispose();
    }
  }

  /** A page with {@code socket}, connected to an endpoint. */
  private static void page(String endpoint, String routingId) {
    String page = Objects.requireNonNull(BrowserTest.class.getResource("zws.html")).toString();
    browser.open(page);
    browser.run("window.socket = new Zws('%s', '%s')".formatted(endpoint, routingId));
  }

  @Test
  void aPageAsksWhatAPeerOverTcpAsks() {
    RepSocket rep = open(zmq.rep().webSocketOrigin("*").bind(ANY).bind("tcp://127.0.0.1:*"));
    keep(
        rep.reply(request -> Mono.just(ZmqMessage.of("re: " + request.text(), "two"))).subscribe());
    page(address(rep), "");

    browser.await("socket.peer !== null");
    browser.run("socket.send('', 'page')");

    assertThat(browser.await("socket.received[0]")).isEqualTo(List.of("", "re: page", "two"));
    assertThat(
            await(
                open(zmq.req().connect(rep.endpoints().get(1).address()))
                    .request(ZmqMessage.of("tcp"))))
        .isEqualTo(ZmqMessage.of("re: tcp", "two"));
  }

  /** The page comes from the server that has the socket as a route. */
  @Test
  void aPageOfAWebFluxApplicationTalksToItsSocket() {
    RepSocket rep = open(zmq.rep().webSocketOrigin("*").bind("tcp://127.0.0.1:*"));
    keep(rep.reply(request -> Mono.just(ZmqMessage.of("re: " + request.text()))).subscribe());
    RouterFunction<ServerResponse> routes =
        RouterFunctions.route()
            .GET("/zmq", ZmqHandlerFunction.of(rep))
            .resources("/**", new ClassPathResource("reactor/zmtp/websocket/"))
            .build();
    HttpHandler application = RouterFunctions.toHttpHandler(routes);
    DisposableServer server =
        keep(
            reactor.netty.http.server.HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(application))
                .bindNow());
    String authority = "//127.0.0.1:" + server.port();
    browser.open("http:" + authority + "/zws.html");
    browser.run("window.socket = new Zws('ws:%s/zmq', '')".formatted(authority));

    browser.await("socket.peer !== null");
    browser.run("socket.send('', 'page')");

    assertThat(browser.await("socket.received[0]")).isEqualTo(List.of("", "re: page"));
    assertThat(await(open(zmq.req().connect(address(rep))).request(ZmqMessage.of("tcp"))).text())
        .isEqualTo("re: tcp");
    server.disposeNow(PATIENCE);
    assertThat(browser.await("socket.closed")).isEqualTo("1000");
  }

  @Test
  void aPageHasARoutingId() {
    RouterSocket router = open(zmq.router().webSocketOrigin("*").bind(ANY));
    page(address(router), "page");
    browser.await("socket.peer !== null");
    browser.run("socket.send('hello', 'Grüße')");

    var received = await(router.receive().next());

    assertThat(received.peer().toString()).contains("page");
    assertThat(received.message()).isEqualTo(ZmqMessage.of("hello", "Grüße"));
    await(router.send(Mono.just(received)));
    assertThat(browser.await("socket.received[0]")).isEqualTo(List.of("hello", "Grüße"));
  }

  @Test
  void aPageSubscribesToWhatASubOverTcpSubscribesTo() {
    XPubSocket xpub = open(zmq.xpub().webSocketOrigin("*").bind(ANY).bind("tcp://127.0.0.1:*"));
    SubSocket sub = open(zmq.sub().subscribe("A").connect(xpub.endpoints().get(1).address()));
    Mono<String> heard = begun(sub.receive().next().map(ZmqMessage::text));
    page(address(xpub), "");
    browser.await("socket.peer !== null");
    browser.run("socket.subscribe('A')");
    until(xpub, metrics -> metrics.peers() == 2);
    await(xpub.receive().take(1).then()); // a second subscription to A is none
    until(() -> metrics(xpub).bytesReceived() > 6);

    await(xpub.send(ZmqMessage.of("B1")).then(xpub.send(ZmqMessage.of("A1"))));

    assertThat(await(heard)).isEqualTo("A1");
    assertThat(browser.await("socket.received[0]")).isEqualTo(List.of("A1"));
  }

  @Test
  void aTabThatStopsReadingStopsThePublisher() throws IOException {
    PushSocket push =
        open(zmq.push().sendHighWaterMark(10).sendBuffer(65_536).webSocketOrigin("*").bind(ANY));
    page(address(push), "");
    browser.await("socket.peer !== null");
    browser.run("socket.count = 0; socket.onmessage = () => socket.count++");
    HttpExchange held = hold();
    Supply supply = Supply.endless().sized(100_000);
    keep(push.send(supply.messages()).subscribe());

    long stopped = standstill(supply::requested);

    assertThat(stopped).isLessThan(1000); // 100 MB
    held.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    held.sendResponseHeaders(204, -1);
    browser.await("socket.count > %d".formatted(stopped));
    browser.run("socket.socket.close()");
  }

  /** Has the page wait for an answer, and do nothing else. */
  private HttpExchange hold() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keep(() -> server.stop(0));
    CompletableFuture<HttpExchange> asked = new CompletableFuture<>();
    server.createContext("/", asked::complete);
    server.start();
    keep(
        browser
            .holding(
                """
                const request = new XMLHttpRequest();
                request.open('GET', 'http://127.0.0.1:%d', false);
                request.send();\
                """
                    .formatted(server.getAddress().getPort()))
            .subscribe());
    return await(Mono.fromFuture(asked));
  }

  @Test
  void aTabThatIsClosedIsGone() {
    PubSocket pub = open(zmq.pub().doOnEvent(events).webSocketOrigin("*").bind(ANY));
    page(address(pub), "");
    events.await(HandshakeSucceeded.class);

    browser.open("about:blank");

    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
  }

  @Test
  void aSocketThatIsDisposedOfTellsThePage() throws IOException {
    PubSocket pub = open(zmq.pub().webSocketOrigin("*").bind(ANY));
    page(address(pub), "");
    browser.await("socket.peer !== null");

    await(pub.disposeLater());

    assertThat(browser.await("socket.closed")).isEqualTo("1000");
  }

  @Test
  void whatAPageDoesWrongItIsTold() {
    PubSocket pub = open(zmq.pub().webSocketOrigin("*").bind(ANY));
    page(address(pub), "");
    browser.await("socket.peer !== null");

    browser.run("socket.socket.send('text')");

    assertThat(browser.await("socket.closed"))
        .isEqualTo("1002 a text message; ZWS has binary ones alone");
  }

  @Test
  void aPageOfAnOriginThatWasNotAllowedIsRefused() {
    PubSocket pub = open(zmq.pub().doOnEvent(events).bind(ANY));
    page(address(pub), "");

    assertThat(browser.await("socket.closed")).isEqualTo("1006");
    assertThat(events.await(HandshakeFailed.class).cause())
        .hasMessageContaining("403 Forbidden: pages of null may not connect here");
  }

  /** Why a page speaks no other subprotocol. */
  @Test
  void aBrowserAllowsNoSlashInASubprotocol() {
    browser.open("about:blank");

    assertThat(
            browser.run(
                """
                try {
                  new WebSocket('ws://127.0.0.1:1', ['ZWS2.0/NULL']);
                } catch (e) {
                  return e.name;
                }\
                """))
        .isEqualTo("SyntaxError");
  }
}
