package reactor.zmtp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.websocket.RawClient.bytes;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.websocket.RawClient.Closed;

/** What goes over WebSocket, and what is done about what must not. */
class OnTheWireTest extends Scene {

  private static final String ANY = "ws://127.0.0.1:*/zmq";

  private final Events events = new Events();

  @BeforeAll
  static void prepare() throws Exception {
    RawClient.prepare();
  }

  private PairSocket pair() {
    return open(zmq.pair().doOnEvent(events).bind(ANY));
  }

  private RawClient raw(String endpoint, String first, String... others) {
    return keep(RawClient.connect(endpoint, first, others));
  }

  /** A peer that has said that it has no routing id. */
  private RawClient peer(PairSocket pair) {
    RawClient client = raw(address(pair), "ZWS2.0").send(0, "");
    assertThat(await(client.messages().next())).isEqualTo("\0");
    until(pair, metrics -> metrics.peers() == 1);
    return client;
  }

  // RFC 45.

  @Test
  void framesAreMessagesThatBeginWithFlags() {
    PairSocket pair = pair();
    RawClient client = peer(pair);

    await(pair.send(ZmqMessage.of("one", "", "three")));
    client.send(1, "un").send(0, "deux");

    assertThat(await(client.messages().skip(1).take(3).collectList()))
        .containsExactly("\u0001one", "\u0001", "\0three");
    assertThat(await(pair.receive().next())).isEqualTo(ZmqMessage.of("un", "deux"));
  }

  @Test
  void withoutAMechanismTheFirstMessageIsTheRoutingId() {
    RouterSocket router = open(zmq.router().routingId(RoutingId.of("service")).bind(ANY));
    RawClient client = raw(address(router), "ZWS2.0").send(0, "ann").send(0, "hello");

    assertThat(await(client.messages().next())).isEqualTo("\0service");
    var received = await(router.receive().next());
    assertThat(received.peer()).isEqualTo(RoutingId.of("ann"));
    assertThat(received.message().peer().socketType()).isEqualTo(SocketType.DEALER);
    await(router.send(Mono.just(received)));
    assertThat(await(client.messages().skip(1).next())).isEqualTo("\0hello");
  }

  @Test
  void withoutAMechanismASubscriptionIsAMessage() {
    XPubSocket xpub = open(zmq.xpub().bind(ANY));
    RawClient client = raw(address(xpub), "ZWS2.0").send(0, "").send(0, "\u0001A");

    assertThat(await(xpub.receive().next()).text()).isEqualTo("\u0001A");
    await(xpub.send(ZmqMessage.of("A", "1")));
    assertThat(await(client.messages().skip(1).take(2).collectList()))
        .containsExactly("\u0001A", "\u00001");
  }

  @Test
  void theFirstSubprotocolThatIsSpokenHereIsSelected() throws IOException {
    PairSocket pair = pair();

    assertThat(raw(address(pair), "other", "ZWS2.0").subprotocol()).isEqualTo("ZWS2.0");
    assertThat(answer(address(pair), upgrade("/zmq", "ZWS2.0/CURVE, ZWS2.0/NULL,ZWS2.0")))
        .contains("ZWS2.0/NULL\r\n");
  }

  @Test
  void aMechanismIsNotEvadedWithoutOne() throws IOException {
    PullSocket pull =
        open(zmq.pull().authenticator(request -> Mono.never()).doOnEvent(events).bind(ANY));

    assertThat(answer(pull.endpoints().get(0).address(), upgrade("/zmq", "ZWS2.0")))
        .startsWith("HTTP/1.1 400 ");
  }

  // RFC 6455: frames.

  @Test
  void fragmentsAreOneMessage() {
    PairSocket pair = pair();
    RawClient client = peer(pair);

    client
        .send(new byte[0], false)
        .send(bytes(0, "frag"), false)
        .ping("between")
        .send("ments".getBytes(StandardCharsets.US_ASCII), true);

    assertThat(await(pair.receive().next()).text()).isEqualTo("fragments");
    assertThat(await(client.pongs().next())).isEqualTo("between");
  }

  @Test
  void aPingIsAnswered() {
    RawClient client = peer(pair()).ping("are you there?");

    assertThat(await(client.pongs().next())).isEqualTo("are you there?");
  }

  @Test
  void aPeerThatClosesIsAnsweredAndGone() {
    PairSocket pair = pair();
    RawClient client = peer(pair).send(0, "last words").close(4000);

    Disconnected gone = events.await(Disconnected.class);
    assertThat(await(client.closed()).code()).isEqualTo(4000);
    assertThat(gone.reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
    assertThat(await(pair.receive().next()).text()).isEqualTo("last words");
  }

  @Test
  void aSocketThatIsDisposedOfSaysGoodbye() {
    PairSocket pair = pair();
    RawClient client = peer(pair);

    await(pair.disposeLater());

    assertThat(await(client.closed())).isEqualTo(new Closed(1000, ""));
  }

  @Test
  void aTextMessageIsRefused() {
    assertRefused(peer(pair()).text("hello"), 1002, "a text message; ZWS has binary ones alone");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 0x80})
  void unknownFlagsAreRefused(int flags) {
    assertRefused(peer(pair()).send(flags, "x"), 1002, "the flags 0x%02x".formatted(flags));
  }

  @Test
  void anEmptyMessageIsRefused() {
    assertRefused(peer(pair()).send(new byte[0], true), 1002, "an empty message");
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedByItsHeader() {
    PairSocket pair = open(small());

    assertRefused(peer(pair).send(0, "x".repeat(1001)), 1009, "1001 bytes");
  }

  @Test
  void soIsOneInFragmentsBeforeItIsWhole() {
    RawClient client = peer(open(small()));
    for (int i = 0; i < 11; i++) {
      client.send(new byte[100], false);
    }

    assertRefused(client, 1009, "fragments of more than 1000 bytes");
  }

  @Test
  void aPeerThatIsRefusedHarmsNobodyElse() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(ANY));
    RawClient honest = raw(address(pull), "ZWS2.0").send(0, "");
    RawClient hostile = raw(address(pull), "ZWS2.0").send(0, "").text("x");
    await(hostile.closed());

    honest.send(0, "still here");

    assertThat(await(pull.receive().next()).text()).isEqualTo("still here");
  }

  private PairSpec small() {
    return zmq.pair().maxMessageSize(1000).doOnEvent(events).bind(ANY);
  }

  private void assertRefused(RawClient client, int code, String why) {
    Disconnected gone = events.await(Disconnected.class);
    Closed closed = await(client.closed());

    assertThat(gone.reason()).isEqualTo(DisconnectReason.PROTOCOL);
    assertThat(gone.cause()).isInstanceOf(ProtocolException.class).hasMessageContaining(why);
    assertThat(closed.code()).isEqualTo(code);
    assertThat(closed.reason()).contains(why);
  }

  /** The JDK's client masks all that it sends. */
  @Test
  void aFrameThatIsNotMaskedIsRefused() throws IOException {
    PairSocket pair = pair();
    URI uri = URI.create(address(pair));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(upgrade("/zmq", "ZWS2.0/NULL").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[] {(byte) 0x82, 1, 0});

      assertThat(events.await(HandshakeFailed.class).cause())
          .hasMessageContaining("a client's frame is not masked");
    }
  }

  @Test
  void aFloodOfPingsIsAnsweredOnceAsFarAsItIsNotRead() throws IOException {
    PairSocket pair = pair();
    URI uri = URI.create(address(pair));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(upgrade("/zmq", "ZWS2.0/NULL").getBytes(StandardCharsets.US_ASCII));
      ByteBuffer pings = ByteBuffer.allocate(131 * 10_000);
      while (pings.hasRemaining()) {
        pings.put((byte) 0x89).put((byte) 0xfd).putInt(0).put(new byte[125]);
      }
      for (int i = 0; i < 50; i++) {
        socket.getOutputStream().write(pings.array());
      }
    }

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.CLOSED);
  }

  // HTTP.

  @ParameterizedTest
  @CsvSource({
    "/nobody, 404, 'nobody serves /nobody, here is /zmq'",
    "/zmq?token=x, 101, ''",
    "/zmq, 101, ''",
  })
  void thePathDecides(String path, int status, String body) throws IOException {
    assertThat(answer(address(pair()), upgrade(path, "ZWS2.0/NULL")))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(body);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, 101",
    "http://example.com, 403",
    "https://example.com.evil.org, 403",
    "null, 403"
  })
  void aPageConnectsOnlyIfItsOriginIsAllowed(String origin, int status) throws IOException {
    PairSocket pair = open(zmq.pair().webSocketOrigin("https://example.com").bind(ANY));
    String request = upgrade("/zmq", "ZWS2.0").replace("Host: x", "Host: x\r\nOrigin: " + origin);

    assertThat(answer(address(pair), request)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void aPlainRequestIsToldToUpgrade() throws IOException {
    String answer = answer(address(pair()), "GET /zmq HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 426 Upgrade Required")
        .containsIgnoringCase("upgrade: websocket")
        .contains("here is WebSocket");
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(failed.cause())
        .isInstanceOfSatisfying(
            ProtocolException.class,
            e -> assertThat(e.rule()).isEqualTo(ProtocolException.Rule.WEBSOCKET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\1\2\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n"})
  void whatIsNoHttpIsABadRequest(String request) throws IOException {
    assertThat(answer(address(pair()), request)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aRequestWithoutEndIsCutOff() throws IOException {
    assertThat(answer(address(pair()), "GET /" + "x".repeat(5000))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void theHandshakeTimeoutCoversTheUpgrade() throws IOException {
    PairSocket pair =
        open(zmq.pair().handshakeTimeout(Duration.ofMillis(50)).doOnEvent(events).bind(ANY));
    URI uri = URI.create(address(pair));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write("GET /zmq".getBytes(StandardCharsets.US_ASCII));

      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
      assertThat(failed.cause()).hasMessageContaining("its request for WebSocket");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void theLimitOfHandshakesIsBeforeTheUpgrade() throws IOException {
    PairSocket pair = open(zmq.pair().maxHandshakes(1).doOnEvent(events).bind(ANY));
    URI uri = URI.create(address(pair));
    try (Socket first = new Socket(uri.getHost(), uri.getPort())) {
      events.await(Accepted.class);
      try (Socket second = new Socket(uri.getHost(), uri.getPort())) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(events.await(AcceptFailed.class).reason())
          .isEqualTo(AcceptFailure.TOO_MANY_HANDSHAKES);
      assertThat(first.isConnected()).isTrue();
    }
  }

  @Test
  void aServerThatDoesNotUpgradeIsAFailedHandshake() {
    PairSocket pair = pair();
    Events ours = new Events();
    open(zmq.pair().doOnEvent(ours).connect(address(pair).replace("/zmq", "/nobody")));

    HandshakeFailed failed = ours.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(failed.cause()).hasMessageContaining("the server answered with 404 Not Found");
    assertThat(ours.count(HandshakeSucceeded.class)).isZero();
  }

  private static String upgrade(String path, String subprotocol) {
    return String.join(
        "\r\n",
        List.of(
            "GET " + path + " HTTP/1.1",
            "Host: x",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: " + subprotocol,
            "",
            ""));
  }

  /** What is answered to bytes: the head, and the body if the connection is closed after it. */
  private static String answer(String endpoint, String request) throws IOException {
    URI uri = URI.create(endpoint);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      while (!(answer.indexOf(" 101 ") > 0 && answer.indexOf("\r\n\r\n") > 0)) {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
          break;
        }
        answer.append((char) octet);
      }
      return answer.toString();
    }
  }
}
