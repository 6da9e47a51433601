package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.frame;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.signature;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** What goes over an encrypted connection beside plain messages, and what does not get in. */
class EncryptedTrafficTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();

  private final Events events = new Events();
  private final Events clientEvents = new Events();

  @Test
  void heartbeatsAreEncryptedAndAnswered() {
    Duration often = Duration.ofMillis(20);
    PullSocket pull =
        open(
            zmq.pull()
                .curveServer(SERVER)
                .heartbeatInterval(often)
                .heartbeatTimeout(Duration.ofSeconds(10))
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    PushSocket push =
        open(
            zmq.push()
                .curve(CLIENT, SERVER.publicKey())
                .heartbeatInterval(often)
                .heartbeatTimeout(Duration.ofSeconds(10))
                .connect(address(pull)));

    List<Long> received =
        await(
            Mono.zip(
                    pull.receive().take(50).map(Supply::number).collectList(),
                    push.send(Supply.of(50).messages().delayElements(Duration.ofMillis(5)))
                        .thenReturn(true))
                .map(both -> both.getT1()));

    assertThat(received).hasSize(50).isSorted();
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @Test
  void heartbeatsWithLibzmqAreEncryptedAndAnswered() {
    String script =
        """
        server = socket("PAIR", HEARTBEAT_IVL=20, HEARTBEAT_TIMEOUT=10000, CURVE_SERVER=1,
            CURVE_SECRETKEY=sys.argv[1].encode(), bind=ANYWHERE)
        for i in range(20):
            server.send(server.recv())
            time.sleep(0.02)
        ask()
        """;
    try (LibzmqProcess libzmq = LibzmqProcess.start(script, SERVER.secretKeyZ85())) {
      var pair =
          open(
              zmq.pair()
                  .curve(CLIENT, SERVER.publicKey())
                  .heartbeatInterval(Duration.ofMillis(20))
                  .doOnEvent(events)
                  .connect(await(libzmq.line())));
      List<Long> echoes =
          await(
              pair.send(Supply.of(20).messages())
                  .thenMany(pair.receive().take(20).map(Supply::number))
                  .collectList());

      assertThat(echoes).hasSize(20).isSorted();
      assertThat(events.count(Disconnected.class)).isZero();
    }
  }

  @Test
  void whatAPeerIsToldOfGroupsIsEncryptedAndUnderstood() {
    var radio = open(zmq.radio().curveServer(SERVER).bind(Anywhere.endpoint()));
    var dish =
        open(zmq.dish().curve(CLIENT, SERVER.publicKey()).join("news").connect(address(radio)));
    GroupMessage news = new GroupMessage("news", ZmqMessage.of("it works"));
    GroupMessage other = new GroupMessage("other", ZmqMessage.of("not for you"));

    GroupMessage received =
        await(
            Flux.interval(Duration.ofMillis(5)) // until the dish has joined
                .onBackpressureDrop()
                .concatMap(i -> radio.send(other).then(radio.send(news)))
                .thenMany(Flux.<GroupMessage>empty())
                .mergeWith(dish.receive())
                .next());

    assertThat(received.message().text()).isEqualTo("it works");
  }

  @Test
  void requestsAndRepliesAreEncrypted() {
    var rep =
        open(
            zmq.rep()
                .plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")))
                .curveServer(SERVER)
                .bind(Anywhere.endpoint()));
    keep(rep.reply(request -> Mono.just(ZmqMessage.of("re: " + request.text()))).subscribe());
    var req = open(zmq.req().curve(CLIENT, SERVER.publicKey()).connect(address(rep)));

    assertThat(await(req.request(ZmqMessage.of("hello"))).text()).isEqualTo("re: hello");
  }

  /** READY and INITIATE are then long frames. */
  @Test
  void theLongestRoutingIdsArrive() {
    RoutingId longest = RoutingId.of("x".repeat(255));
    var server =
        open(zmq.dealer().routingId(longest).curveServer(SERVER).bind(Anywhere.endpoint()));
    var client =
        open(
            zmq.dealer()
                .routingId(longest)
                .curve(CLIENT, SERVER.publicKey())
                .connect(address(server)));
    await(client.send(ZmqMessage.of("hello")));
    await(server.send(ZmqMessage.of("welcome")));

    assertThat(await(server.receive().next()).peer().identity()).isEqualTo(longest.bytes());
    assertThat(await(client.receive().next()).peer().identity()).isEqualTo(longest.bytes());
  }

  /** Far more than there is room for between the two, so that connections stop and go on. */
  @Test
  void aSlowSubscriberLosesNothing() {
    PullSocket pull =
        open(zmq.pull().receiveHighWaterMark(10).curveServer(SERVER).bind(Anywhere.endpoint()));
    PushSocket push =
        open(
            zmq.push()
                .sendHighWaterMark(10)
                .curve(CLIENT, SERVER.publicKey())
                .connect(address(pull)));
    keep(push.send(Supply.of(3000).messages()).subscribe());

    List<Long> received =
        await(pull.receive().map(Supply::number).limitRate(7).take(3000).collectList());

    assertThat(received).hasSize(3000).startsWith(0L).endsWith(2999L).isSorted();
  }

  @Test
  void theLimitOfAMessageIsOfWhatIsInTheBox() {
    PullSocket pull =
        open(
            zmq.pull()
                .curveServer(SERVER)
                .maxMessageSize(1000)
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().curve(CLIENT, SERVER.publicKey()).connect(address(pull)));

    await(push.send(ZmqMessage.wrap(new byte[1000])));
    assertThat(await(pull.receive().next()).byteSize()).isEqualTo(1000);
    keep(push.send(ZmqMessage.wrap(new byte[500], new byte[501])).subscribe());

    assertThat(rule(events.await(Disconnected.class).cause())).isEqualTo(Rule.MESSAGE_TOO_LARGE);
  }

  // What does not get in.

  @Test
  void aStrangerWithoutEncryptionIsRefused() {
    PullSocket pull = served();
    ZmtpPeer stranger = connect(address(pull));
    await(
        stranger
            .script()
            .handshake("PUSH")
            .message("let me in")
            .discardUntilClose()
            .onErrorComplete());

    assertThat(rule(refused())).isEqualTo(Rule.MECHANISM_MISMATCH);
    nothingCame(pull);
  }

  /** libzmq: test_curve_security_invalid_hello_*, test_curve_security_unauthenticated_message. */
  @ParameterizedTest
  @ValueSource(strings = {"READY", "INITIATE", "MESSAGE", "PING", "SUBSCRIBE"})
  void aStrangerThatBeginsWithAnythingButHelloIsRefused(String name) {
    PullSocket pull = served();
    await(
        connect(address(pull))
            .script()
            .send(greeting(3, 1, "CURVE", false), command(name, new byte[194]))
            .discardUntilClose());

    assertThat(rule(refused())).isEqualTo(Rule.UNEXPECTED_COMMAND);
    nothingCame(pull);
  }

  @Test
  void aStrangerThatBeginsWithAMessageIsRefused() {
    PullSocket pull = served();
    await(
        connect(address(pull))
            .script()
            .send(greeting(3, 1, "CURVE", false), message("let me in"))
            .discardUntilClose());

    assertThat(rule(refused())).isEqualTo(Rule.UNEXPECTED_COMMAND);
    nothingCame(pull);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 193, 195, 60_000})
  void aHelloOfAWrongLengthIsRefused(int length) {
    PullSocket pull = served();
    await(
        connect(address(pull))
            .script()
            .send(greeting(3, 1, "CURVE", false), command("HELLO", new byte[length]))
            .discardUntilClose());

    assertThat(rule(refused())).isEqualTo(Rule.MALFORMED_COMMAND);
    nothingCame(pull);
  }

  /** libzmq's issue 1273: an older protocol has no mechanism, and would bypass it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aProtocolWithoutSecurityIsRefused(int revision) {
    PullSocket pull = served();
    await(
        connect(address(pull))
            .script()
            .send(signature(), new byte[] {(byte) revision, 8, 0, 0}, frame(0, new byte[] {'x'}))
            .discardUntilClose());

    assertThat(rule(refused())).isEqualTo(Rule.VERSION);
    nothingCame(pull);
  }

  /** The other side of it: nobody in between can talk a client out of its mechanism. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aServerOfAProtocolWithoutSecurityIsNotTalkedTo(int revision) {
    for (PushSpec client :
        List.of(zmq.push().curve(CLIENT, SERVER.publicKey()), zmq.push().plain("ann", "one"))) {
      var listener = listen();
      Events told = new Events();
      PushSocket push =
          open(
              client
                  .minimumProtocol(ProtocolVersion.ZMTP_1_0)
                  .doOnEvent(told)
                  .connect(listener.endpoint()));
      ZmtpPeer server = await(listener.accept());
      await(
          server
              .script()
              .send(signature(), new byte[] {(byte) revision, 7, 0, 0})
              .discardUntilClose());

      assertThat(rule(told.await(HandshakeFailed.class).cause())).isEqualTo(Rule.VERSION);
      assertThat(told.count(HandshakeSucceeded.class)).isZero();
      assertThat(metrics(push).sent()).isZero();
    }
  }

  @Test
  void whatWasRecordedFromAnotherConnectionIsRefused() {
    var listener = listen();
    open(zmq.push().curve(CLIENT, SERVER.publicKey()).connect(listener.endpoint()));
    ZmtpPeer recorder = await(listener.accept());
    await(recorder.script().send(greeting(3, 1, "CURVE", true)));
    byte[] recorded = await(recorder.receive(64 + 202)); // greeting and HELLO

    PullSocket pull = served();
    ZmtpPeer replayer = connect(address(pull));
    await(replayer.script().send(recorded));
    await(replayer.receive(64 + 170)); // the HELLO is good, and so is answered
    await(replayer.script().send(command("INITIATE", new byte[300])).discardUntilClose());

    assertThat(rule(refused())).isEqualTo(Rule.INVALID_SEQUENCE);
    nothingCame(pull);
  }

  private PullSocket served() {
    return open(zmq.pull().curveServer(SERVER).doOnEvent(events).bind(Anywhere.endpoint()));
  }

  private Throwable refused() {
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return failed.cause();
  }

  /** A friend comes after the stranger, and what it sends is the first that is received. */
  private void nothingCame(PullSocket pull) {
    PushSocket friend =
        open(
            zmq.push()
                .curve(CLIENT, SERVER.publicKey())
                .doOnEvent(clientEvents)
                .connect(address(pull)));
    await(friend.send(ZmqMessage.of("from a friend")));
    assertThat(await(pull.receive().next()).text()).isEqualTo("from a friend");
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
  }

  private static Rule rule(Throwable cause) {
    return ((ProtocolException) cause).rule();
  }
}
