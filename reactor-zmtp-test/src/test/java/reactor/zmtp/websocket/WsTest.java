package reactor.zmtp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Messages go over WebSocket as they go over TCP. */
class WsTest extends Scene {

  private static final String ANY = "ws://127.0.0.1:*";

  private final Events events = new Events();

  /** libzmq's test_ws_transport (test_roundtrip). */
  @Test
  void aRequestIsAnsweredAtAPath() {
    RepSocket rep = open(zmq.rep().bind("ws://*:*/roundtrip"));
    keep(rep.reply(Mono::just).subscribe());
    String endpoint = address(rep).replace("0.0.0.0", "127.0.0.1");

    assertThat(endpoint).matches("ws://127\\.0\\.0\\.1:\\d+/roundtrip");
    assertThat(await(open(zmq.req().connect(endpoint)).request(ZmqMessage.of("echo"))))
        .isEqualTo(ZmqMessage.of("echo"));
  }

  /** libzmq's test_ws_transport (test_roundtrip_without_path). */
  @Test
  void thePathIsASlashIfThereIsNone() {
    RepSocket rep = open(zmq.rep().bind(ANY));
    keep(rep.reply(Mono::just).subscribe());
    String bound = address(rep);

    assertThat(bound).matches("ws://127\\.0\\.0\\.1:\\d+/");
    String endpoint = bound.substring(0, bound.length() - 1);
    assertThat(await(open(zmq.req().connect(endpoint)).request(ZmqMessage.of("echo"))))
        .isEqualTo(ZmqMessage.of("echo"));
  }

  /**
   * Around the lengths that WebSocket and ZMTP write in more octets, what one write holds, and far
   * above; libzmq's test_ws_transport (test_short_message, test_large_message).
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 124, 125, 254, 255, 256, 65_534, 65_535, 65_536, 300_000, 5_000_000})
  void aMessageOfAnySizeArrivesAsItWas(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    ZmqMessage message = ZmqMessage.wrap(bytes, new byte[0], bytes);
    PairSocket one = open(zmq.pair().bind(ANY));
    PairSocket other = open(zmq.pair().connect(address(one)));

    await(one.send(message).and(other.send(message)));

    assertThat(await(one.receive().next())).isEqualTo(message);
    assertThat(await(other.receive().next())).isEqualTo(message);
  }

  @Test
  void manyMessagesArriveInOrder() {
    PullSocket pull = open(zmq.pull().bind(ANY));
    PushSocket push = open(zmq.push().connect(address(pull)));
    int count = 30_000;

    Mono<List<Long>> received = pull.receive().take(count).map(Supply::number).collectList();
    Mono<Void> sent = push.send(Supply.of(count).messages());

    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1())
        .isEqualTo(Flux.range(0, count).map(Long::valueOf).collectList().block());
  }

  /** libzmq's test_ws_transport (test_pub_sub). */
  @Test
  void aSubscriptionIsAMessage() {
    XPubSocket xpub = open(zmq.xpub().bind(ANY));
    SubSocket sub = open(zmq.sub().subscribe("A").subscribe("B").connect(address(xpub)));

    assertThat(await(xpub.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactly("\u0001A", "\u0001B");
    Mono<List<String>> heard = begun(sub.receive().take(2).map(ZmqMessage::text).collectList());
    await(xpub.send(Flux.just("A", "other", "B").map(ZmqMessage::of)));
    assertThat(await(heard)).containsExactly("A", "B");
  }

  @Test
  void aRouterKnowsTheRoutingIdOfItsPeer() {
    RouterSocket router = open(zmq.router().bind(ANY));
    DealerSocket dealer =
        open(zmq.dealer().routingId(RoutingId.of("ann")).connect(address(router)));

    await(dealer.send(ZmqMessage.of("here")));

    assertThat(await(router.receive().next()).peer().bytes())
        .isEqualTo("ann".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void groupsAndSingleFramesGoToo() {
    var radio = open(zmq.radio().bind(ANY));
    var dish = open(zmq.dish().join("news").connect(address(radio)));
    var server = open(zmq.server().bind(ANY));
    var client = open(zmq.client().connect(address(server)));
    until(radio, metrics -> metrics.peers() == 1);

    Mono<String> heard = begun(dish.receive().next().map(m -> m.message().text()));
    await(
        radio
            .send(new GroupMessage("news", ZmqMessage.of("hello")))
            .repeatWhen(done -> done.delayElements(Duration.ofMillis(5)))
            .takeUntilOther(heard)
            .then());
    assertThat(await(heard)).isEqualTo("hello");
    await(client.send(ZmqMessage.of("ask")));
    assertThat(await(server.receive().next()).message().text()).isEqualTo("ask");
  }

  // Security.

  @Test
  void plainIsNegotiatedAsASubprotocol() {
    PullSocket pull =
        open(zmq.pull().plainServer(ZapAuthenticator.passwords(Map.of("ann", "secret"))).bind(ANY));
    PushSocket push = open(zmq.push().plain("ann", "secret").connect(address(pull)));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).peer().userId()).isEqualTo("ann");
  }

  /** libzmq's test_ws_transport (test_curve). */
  @Test
  void curveEncryptsWithinTheFrames() {
    CurveKeyPair keys = CurveKeyPair.generate();
    PairSocket one = open(zmq.pair().curveServer(keys).bind(ANY));
    PairSocket other =
        open(zmq.pair().curve(CurveKeyPair.generate(), keys.publicKey()).connect(address(one)));
    ZmqMessage message = ZmqMessage.of("there", "", "and back");

    await(other.send(message));
    assertThat(await(one.receive().next())).isEqualTo(message);
    await(one.send(message));
    assertThat(await(other.receive().next())).isEqualTo(message);
  }

  @Test
  void anotherMechanismIsRefusedInWords() {
    PullSocket pull =
        open(
            zmq.pull()
                .doOnEvent(events)
                .plainServer(ZapAuthenticator.passwords(Map.of("ann", "secret")))
                .bind(ANY));
    Events theirs = new Events();
    open(zmq.push().doOnEvent(theirs).connect(address(pull)));

    HandshakeFailed here = events.await(HandshakeFailed.class);
    assertThat(here.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(here.cause())
        .hasMessageContaining("[ZWS2.0/NULL,ZWS2.0] none is spoken here; right is ZWS2.0/PLAIN");
    assertThat(theirs.await(HandshakeFailed.class).cause())
        .hasMessageContaining("answered with 400 Bad Request");
  }

  // Backpressure, and coming and going.

  @Test
  void aPullThatAsksForNothingStopsThePush() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(10).receiveBuffer(16_384).bind(ANY));
    PushSocket push =
        open(zmq.push().sendHighWaterMark(10).sendBuffer(16_384).connect(address(pull)));
    Supply supply = Supply.endless().sized(10_000);
    keep(push.send(supply.messages()).subscribe());

    long stopped = standstill(supply::requested);

    assertThat(stopped).isLessThan(100);
    assertThat(await(pull.receive().take(500).count())).isEqualTo(500);
  }

  @Test
  void aPeerThatRestartsIsConnectedToAgain() {
    PullSocket pull = open(zmq.pull().bind(ANY + "/here"));
    String endpoint = address(pull);
    PushSocket push = open(zmq.push().doOnEvent(events).connect(endpoint));
    events.await(HandshakeSucceeded.class);
    await(pull.disposeLater());
    Disconnected gone = events.await(Disconnected.class);

    PullSocket again = open(zmq.pull().bind(endpoint));
    await(push.send(ZmqMessage.of("again")));

    assertThat(await(again.receive().next()).text()).isEqualTo("again");
    assertThat(gone.reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
  }

  @Test
  void whatWasSentBeforeASocketWasDisposedOfArrives() {
    PullSocket pull = open(zmq.pull().bind(ANY));
    PushSocket push = await(zmq.push().connect(address(pull)).open());
    int count = 5000;
    Mono<Long> arrived = begun(pull.receive().take(count).count());

    await(push.send(Supply.of(count).sized(1000).messages()).then(push.disposeLater()));

    assertThat(await(arrived)).isEqualTo(count);
  }

  /** libzmq's test_ws_transport (test_heartbeat). */
  @Test
  void theHeartbeatIsWebSocketsPing() {
    PullSocket pull = open(zmq.pull().bind(ANY));
    PushSocket push =
        open(zmq.push().heartbeatInterval(Duration.ofMillis(20)).connect(address(pull)));

    assertThat(until(push, metrics -> !metrics.roundTrip().isZero()).peers()).isEqualTo(1);
  }

  // Endpoints.

  @Test
  void theEventsTellTheEndpoints() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(ANY + "/feed"));
    Events theirs = new Events();
    open(zmq.push().doOnEvent(theirs).connect(address(pull)));

    assertThat(events.await(Listening.class).endpoint()).isEqualTo(address(pull));
    assertThat(events.await(Accepted.class).endpoint()).isEqualTo(address(pull));
    assertThat(theirs.await(Connected.class).endpoint()).isEqualTo(address(pull));
    assertThat(theirs.await(HandshakeSucceeded.class).endpoint()).isEqualTo(address(pull));
  }

  @Test
  void aPortIsBoundOnce() {
    PullSocket pull = open(zmq.pull().bind(ANY + "/one"));

    StepVerifier.create(open(zmq.pull()).bind(address(pull).replace("/one", "/other")))
        .expectError(AddressInUseException.class)
        .verify(PATIENCE);
  }

  @Test
  void anUnboundPortCanBeBoundAgain() {
    PullSocket pull = open(zmq.pull().bind(ANY + "/one"));
    String endpoint = address(pull);

    await(pull.unbind(endpoint));

    assertThat(await(open(zmq.pull()).bind(endpoint)).address()).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "'ws://127.0.0.1:*/a path', the path \"/a path\" has \" \"; right is %20",
    "ws://127.0.0.1:*/a#b, right is %23",
    "ws://127.0.0.1:*/a?b, has no query",
    "ws://127.0.0.1/a, there is no port",
    "ws://, there is no host",
  })
  void aMalformedEndpointIsRefused(String endpoint, String why) {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> zmq.pull().bind(endpoint)))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aStreamSocketHasNoWebSocket() {
    StepVerifier.create(zmq.stream().bind(ANY).open())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(InvalidEndpointException.class)
                    .hasMessageContaining("raw TCP"))
        .verify(PATIENCE);
  }

  @Test
  void oneSocketIsBoundToTcpAndWebSocket() {
    PullSocket pull = open(zmq.pull().bind(ANY).bind("tcp://127.0.0.1:*"));
    List<String> addresses = pull.endpoints().stream().map(e -> e.address()).toList();
    await(open(zmq.push().connect(addresses.get(0))).send(ZmqMessage.of("ws")));
    await(open(zmq.push().connect(addresses.get(1))).send(ZmqMessage.of("tcp")));

    assertThat(await(pull.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactlyInAnyOrder("ws", "tcp");
  }
}
