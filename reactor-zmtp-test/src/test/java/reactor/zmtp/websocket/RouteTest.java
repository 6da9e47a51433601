package reactor.zmtp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PairSocket;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.ZmqWebSocketRoute;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;
import reactor.zmtp.websocket.RawClient.Closed;

/** A socket as a route of an HTTP server that has others. */
class RouteTest extends Scene {

  private final Events events = new Events();

  @BeforeAll
  static void prepare() throws Exception {
    RawClient.prepare();
  }

  private DisposableServer serve(ZmqSocket socket) {
    return serve(socket, server -> server);
  }

  private DisposableServer serve(ZmqSocket socket, UnaryOperator<HttpServer> settings) {
    return keep(
        settings
            .apply(HttpServer.create().host("127.0.0.1").port(0))
            .route(
                routes ->
                    routes
                        .get("/zmq", ZmqWebSocketRoute.of(socket))
                        .get("/hello", (in, out) -> out.sendString(Mono.just("hello"))))
            .bindNow());
  }

  private static String at(DisposableServer server) {
    return "ws://127.0.0.1:%d/zmq".formatted(server.port());
  }

  private static HttpClient http(DisposableServer server) {
    return HttpClient.newConnection().host("127.0.0.1").port(server.port());
  }

  private RawClient raw(DisposableServer server) {
    return keep(RawClient.connect(at(server), "ZWS2.0"));
  }

  // Messages.

  @Test
  void aBrowserAndPeersOverWebSocketAndTcpTalkToTheSameSocket() {
    RepSocket rep = open(zmq.rep().bind("tcp://127.0.0.1:*"));
    keep(rep.reply(request -> Mono.just(ZmqMessage.of("re: " + request.text()))).subscribe());
    DisposableServer server = serve(rep);
    RawClient browser = raw(server).send(0, "").send(1, "").send(0, "page");

    assertThat(await(browser.messages().skip(1).take(2).collectList()))
        .containsExactly("\u0001", "\0re: page");
    for (String endpoint : List.of(at(server), address(rep))) {
      assertThat(await(open(zmq.req().connect(endpoint)).request(ZmqMessage.of("peer"))).text())
          .isEqualTo("re: peer");
    }
    assertThat(await(http(server).get().uri("/hello").responseContent().aggregate().asString()))
        .isEqualTo("hello");
  }

  @Test
  void manyMessagesOfManySizesArriveInOrder() {
    PairSocket pair = open(zmq.pair());
    PairSocket other = open(zmq.pair().connect(at(serve(pair))));
    List<ZmqMessage> all =
        Flux.range(0, 2000)
            .map(i -> ZmqMessage.of("" + i, "x".repeat(i * 13)))
            .collectList()
            .block();

    Mono<List<ZmqMessage>> there = begun(pair.receive().take(2000).collectList());
    Mono<List<ZmqMessage>> back = begun(other.receive().take(2000).collectList());
    await(other.send(Flux.fromIterable(all)).and(pair.send(Flux.fromIterable(all))));

    assertThat(await(there)).isEqualTo(all);
    assertThat(await(back)).isEqualTo(all);
  }

  @Test
  void manyPeersComeAtOnceFromSeveralEventLoops() {
    int many = 40;
    LoopResources loops = keep(LoopResources.create("server", 4, true));
    PullSocket pull = open(zmq.pull().maxHandshakes(many));
    DisposableServer server = serve(pull, http -> http.runOn(loops));

    Flux<String> sent =
        Flux.range(0, many)
            .map(i -> open(zmq.push().connect(at(server))))
            .collectList()
            .flatMapMany(Flux::fromIterable)
            .flatMap(push -> push.send(Supply.of(100).messages()).thenReturn("sent"), many);

    assertThat(await(pull.receive().take(many * 100L).count().zipWith(sent.count())).getT1())
        .isEqualTo(many * 100L);
    assertThat(metrics(pull).peers()).isEqualTo(many);
  }

  @Test
  void plainIsNegotiatedAsASubprotocol() {
    PullSocket pull =
        open(zmq.pull().plainServer(ZapAuthenticator.passwords(Map.of("ann", "secret"))));
    PushSocket push = open(zmq.push().plain("ann", "secret").connect(at(serve(pull))));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo("ann");
  }

  @Test
  void curveEncryptsWithinTheFrames() {
    CurveKeyPair keys = CurveKeyPair.generate();
    PullSocket pull = open(zmq.pull().curveServer(keys));
    PushSocket push =
        open(zmq.push().curve(CurveKeyPair.generate(), keys.publicKey()).connect(at(serve(pull))));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  /** No client may do so (RFC 6455, section 4.1); nothing of it is lost all the same. */
  @Test
  void whatComesInOneSegmentWithTheRequestIsNotLost() throws Exception {
    PullSocket pull = open(zmq.pull());
    DisposableServer server = serve(pull);
    byte[] request = Upgrades.request("/zmq", "ZWS2.0").getBytes(StandardCharsets.US_ASCII);
    byte[] frames = Upgrades.masked("\0", "\0early");

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(Upgrades.joined(request, frames));
      assertThat(await(pull.receive().next()).text()).isEqualTo("early");
    }
  }

  // Demand.

  @Test
  void aPullThatAsksForNothingStopsThePush() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(10));
    DisposableServer server =
        serve(pull, http -> http.childOption(io.netty.channel.ChannelOption.SO_RCVBUF, 16_384));
    PushSocket push = open(zmq.push().sendHighWaterMark(10).sendBuffer(16_384).connect(at(server)));
    Supply supply = Supply.endless().sized(10_000);
    keep(push.send(supply.messages()).subscribe());

    assertThat(standstill(supply::requested)).isLessThan(200);
    assertThat(await(pull.receive().take(500).count())).isEqualTo(500);
  }

  @Test
  void aTabThatStopsReadingStopsThePublisher() {
    PushSocket push = open(zmq.push().sendHighWaterMark(10).doOnEvent(events));
    DisposableServer server =
        serve(push, http -> http.childOption(io.netty.channel.ChannelOption.SO_SNDBUF, 16_384));
    PullSocket stalled =
        open(
            zmq.pull()
                .receiveHighWaterMark(10)
                .receiveBuffer(16_384)
                .credit(false)
                .connect(at(server)));
    Supply supply = Supply.endless().sized(10_000);
    keep(push.send(supply.messages()).subscribe());

    long stopped = standstill(supply::requested);

    assertThat(stopped).isLessThan(200);
    assertThat(await(stalled.receive().take(stopped + 100).count())).isEqualTo(stopped + 100);
  }

  @Test
  void whatAPeerSentBeforeItLeftArrives() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(10).credit(false).doOnEvent(events));
    PushSocket push = await(zmq.push().connect(at(serve(pull))).open());
    int count = 2000;

    await(push.send(Supply.of(count).sized(100).messages()).then(push.disposeLater()));

    assertThat(await(pull.receive().take(count).count())).isEqualTo(count);
  }

  // What is refused.

  @ParameterizedTest
  @CsvSource({
    "/zmq, ZWS2.0, https://example.com, 101",
    "/zmq, ZWS2.0, https://elsewhere.example, 403",
    "/zmq, mqtt, https://example.com, 400",
    "/nobody, ZWS2.0, https://example.com, 404",
  })
  void aRequestIsAnsweredAsOnAPortOfItsOwn(
      String path, String subprotocol, String origin, int status) throws Exception {
    PairSocket pair = open(zmq.pair().webSocketOrigin("https://example.com"));

    assertThat(
            Upgrades.answer(
                serve(pair).port(),
                Upgrades.request(path, subprotocol)
                    .replace("Host: x", "Host: x\r\nOrigin: " + origin)))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void aPlainRequestIsToldToUpgradeAndTheConnectionGoesOn() {
    DisposableServer server = serve(open(zmq.pair().doOnEvent(events)));
    HttpClient client = HttpClient.create().host("127.0.0.1").port(server.port());

    String refused =
        await(
            client
                .get()
                .uri("/zmq")
                .responseSingle((head, body) -> body.asString().map(text -> head.status() + text)));

    assertThat(refused).startsWith("426 Upgrade Required").contains("here is WebSocket");
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.endpoint()).isEqualTo(at(server));
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(failed.cause())
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.rule()).isEqualTo(Rule.WEBSOCKET));
    assertThat(await(client.get().uri("/hello").responseContent().aggregate().asString()))
        .isEqualTo("hello");
  }

  @Test
  void http2IsRefusedInWords() {
    DisposableServer server =
        serve(open(zmq.pair()), http -> http.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11));

    String refused =
        await(
            http(server)
                .protocol(HttpProtocol.H2C)
                .get()
                .uri("/zmq")
                .responseSingle((head, body) -> body.asString().map(text -> head.status() + text)));

    assertThat(refused).startsWith("505").contains("a stream of HTTP/2 cannot leave");
  }

  @Test
  void aServerOfHttp2HasTheRouteForHttp1() {
    PullSocket pull = open(zmq.pull());
    DisposableServer server =
        serve(pull, http -> http.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11));

    await(open(zmq.push().connect(at(server))).send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  @Test
  void aPeerBeyondTheLimitIsClosedWithAReason() {
    PullSocket pull = open(zmq.pull().maxPeers(1).doOnEvent(events));
    DisposableServer server = serve(pull);
    raw(server).send(0, "");
    events.await(HandshakeSucceeded.class);

    Closed closed = await(raw(server).closed());

    assertThat(closed.code()).isEqualTo(1013);
    assertThat(closed.reason()).contains("maxPeers");
    assertThat(events.await(AcceptFailed.class).reason()).isEqualTo(AcceptFailure.TOO_MANY_PEERS);
  }

  @Test
  void theHandshakeHasItsTimeout() {
    PullSocket pull = open(zmq.pull().handshakeTimeout(Duration.ofMillis(50)).doOnEvent(events));
    RawClient silent = raw(serve(pull));

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    await(silent.closed());
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    PullSocket pull = open(zmq.pull().maxMessageSize(1000).doOnEvent(events));
    RawClient client = raw(serve(pull)).send(0, "").send(0, "x".repeat(1001));

    Closed closed = await(client.closed());

    assertThat(closed.code()).isEqualTo(1009);
    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.PROTOCOL);
  }

  @Test
  void aStreamSocketHasNoRoute() {
    ZmqSocket stream = open(zmq.stream());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZmqWebSocketRoute.of(stream))
        .withMessageContaining("raw TCP");
  }

  @Test
  void aDgramSocketHasNoRoute() {
    ZmqSocket dgram = open(zmq.dgram());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZmqWebSocketRoute.of(dgram))
        .withMessageContaining("udp alone");
  }

  /** WebSocket begins with HTTP/1.1 (RFC 6455, section 4.2.1). */
  @Test
  void aRequestOfAnOlderHttpIsRefused() throws Exception {
    String request = Upgrades.request("/zmq", "ZWS2.0").replace("HTTP/1.1", "HTTP/1.0");

    assertThat(Upgrades.answer(serve(open(zmq.pair())).port(), request)).contains(" 426 ");
  }

  /** They would see no byte of the peer, however much it sends. */
  @Test
  void handlersThatCloseAnIdleConnectionAreNotForAPeer() {
    Sinks.One<Connection> come = Sinks.one();
    PullSocket pull = open(zmq.pull());
    DisposableServer server =
        serve(
            pull,
            http ->
                http.doOnConnection(
                    connection -> {
                      connection.addHandlerLast(new ReadTimeoutHandler(60));
                      come.tryEmitValue(connection);
                    }));

    await(open(zmq.push().connect(at(server))).send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
    assertThat(await(come.asMono()).channel().pipeline().get(ReadTimeoutHandler.class)).isNull();
  }

  // Events, and the ends.

  @Test
  void theEventsTellWhereAPeerHasCome() {
    PullSocket pull = open(zmq.pull().doOnEvent(events));
    DisposableServer server = serve(pull);
    open(zmq.push().connect(at(server)));

    HandshakeSucceeded succeeded = events.await(HandshakeSucceeded.class);

    assertThat(events.names()).containsSubsequence("Accepted", "HandshakeSucceeded");
    assertThat(succeeded.endpoint()).isEqualTo(at(server));
    assertThat(events.await(Accepted.class).remote()).isEqualTo(succeeded.remote());
    assertThat(pull.endpoints()).isEmpty();
  }

  @Test
  void whenTheServerIsDisposedOfItsPeersGoAndTheSocketLives() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*").doOnEvent(events));
    DisposableServer server = serve(pull);
    RawClient client = raw(server).send(0, "");
    events.await(HandshakeSucceeded.class);

    server.disposeNow(PATIENCE);

    assertThat(await(client.closed()).code()).isEqualTo(1000);
    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.CLOSED);
    await(open(zmq.push().connect(address(pull))).send(ZmqMessage.of("still here")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("still here");
  }

  @Test
  void whenTheSocketIsDisposedOfItsPeersGoAndTheServerLives() {
    PullSocket pull = open(zmq.pull().doOnEvent(events));
    DisposableServer server = serve(pull);
    RawClient client = raw(server).send(0, "");
    events.await(HandshakeSucceeded.class);

    await(pull.disposeLater());

    assertThat(await(client.closed()).code()).isEqualTo(1000);
    assertThat(await(http(server).get().uri("/zmq").response()).status().code()).isEqualTo(503);
    assertThat(await(http(server).get().uri("/hello").response()).status().code()).isEqualTo(200);
  }

  @Test
  void theServersOwnSettingsEndWithTheExchange() {
    AtomicInteger disconnected = new AtomicInteger();
    PairSocket pair = open(zmq.pair().doOnEvent(events));
    DisposableServer server =
        serve(
            pair,
            http ->
                http.maxKeepAliveRequests(1)
                    .idleTimeout(Duration.ofMillis(10))
                    .readTimeout(Duration.ofMillis(500))
                    .compress(true)
                    .childObserve(
                        (connection, state) -> {
                          if (state == State.DISCONNECTING) {
                            disconnected.incrementAndGet();
                          }
                        }));
    PairSocket other = await(zmq.pair().connect(at(server)).open());
    events.await(HandshakeSucceeded.class);
    int exchange = disconnected.get();
    await(Mono.delay(Duration.ofMillis(100)));

    await(other.send(ZmqMessage.of("still here")));
    assertThat(await(pair.receive().next()).text()).isEqualTo("still here");
    assertThat(events.count(Disconnected.class)).isZero();
    await(other.disposeLater());
    until(() -> disconnected.get() == exchange + 1);
  }

  @Test
  void aRouteMayBeAskedFromAnotherThread() {
    PullSocket pull = open(zmq.pull());
    ZmqWebSocketRoute route = ZmqWebSocketRoute.of(pull);
    DisposableServer server =
        keep(
            HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(
                    (in, out) ->
                        Mono.defer(() -> route.apply(in, out)).subscribeOn(Schedulers.parallel()))
                .bindNow());

    await(open(zmq.push().connect(at(server))).send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }
}
