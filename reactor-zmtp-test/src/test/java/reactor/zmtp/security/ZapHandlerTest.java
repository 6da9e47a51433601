package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZapHandler;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * Peers are judged by a handler behind a socket (RFC 27), which does its work or not (libzmq:
 * test_security_zap), and is ours or another's.
 */
class ZapHandlerTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair FRIEND = CurveKeyPair.generate();
  private static final CurveKeyPair STRANGER = CurveKeyPair.generate();

  /** pyzmq's authenticator, with a REP that anybody can ask in place of the one in its process. */
  private static final String HANDLER =
      """
      import asyncio, tempfile
      auth = zmq.auth.Authenticator(context)
      auth.configure_plain(domain="*", passwords={"ann": "one"})
      keys = tempfile.mkdtemp()
      with open(keys + "/friend.key", "w") as file:
          file.write('metadata\\ncurve\\n    public-key = "' + sys.argv[1] + '"\\n')
      auth.configure_curve(domain="*", location=keys)
      if sys.argv[2:]:
          auth.deny(sys.argv[2])
      auth.zap_socket = socket("REP", bind=ANYWHERE)
      while True:
          asked = auth.handle_zap_message(auth.zap_socket.recv_multipart())
          if asyncio.iscoroutine(asked):
              asyncio.run(asked)
      """;

  /** Asks a handler elsewhere, as RFC 27 has it: Proxy Handlers. */
  private static final String PROXY =
      """
      near = context.socket(zmq.ROUTER)
      near.bind("inproc://zeromq.zap.01")
      far = context.socket(zmq.DEALER)
      far.connect(sys.argv[1])
      threading.Thread(target=zmq.proxy, args=(near, far), daemon=True).start()
      server = context.socket(zmq.PULL)
      if sys.argv[2] == "PLAIN":
          server.plain_server = 1
      elif sys.argv[2] == "NULL":
          server.zap_domain = b"realm"
      else:
          server.curve_server = 1
          server.curve_secretkey = sys.argv[2].encode()
      listen(server, ANYWHERE)
      while True:
          message = server.recv(copy=False)
          say(message.get("User-Id"), message.bytes.decode())
      """;

  enum Mechanism {
    NULL,
    PLAIN,
    CURVE
  }

  /** What a handler may do wrong, as libzmq's zap_handler_generic does it. */
  enum Misdeed {
    WRONG_VERSION(request -> reply(request, 0, "invalid_version")),
    WRONG_REQUEST_ID(request -> reply(request, 1, "invalid_request_id")),
    STATUS_INVALID(request -> reply(request, 2, "invalid_status")),
    TOO_MANY_PARTS(request -> good(request, "")),
    NO_PARTS(request -> ZmqMessage.of("")),
    METADATA_INVALID(request -> reply(request, 5, "x"));

    @SuppressWarnings("ImmutableEnumChecker") // they have no state
    private final Function<ZmqMessage, ZmqMessage> replies;

    Misdeed(Function<ZmqMessage, ZmqMessage> replies) {
      this.replies = replies;
    }

    private static ZmqMessage reply(ZmqMessage request, int frame, String text) {
      List<byte[]> frames = new ArrayList<>(good(request).frames());
      frames.set(frame, text.getBytes(StandardCharsets.US_ASCII));
      return ZmqMessage.of(frames);
    }

    private static ZmqMessage good(ZmqMessage request, String... more) {
      List<String> frames = new ArrayList<>(List.of(request.text(1), "200", "OK", "anonymous", ""));
      frames.addAll(Arrays.asList(more));
      return ZmqMessage.of("1.0", frames.toArray(String[]::new));
    }
  }

  private final Events events = new Events();
  private final Events clientEvents = new Events();

  static List<Arguments> misdeeds() {
    List<Arguments> all = new ArrayList<>();
    for (Mechanism mechanism : Mechanism.values()) {
      for (Misdeed misdeed : Misdeed.values()) {
        all.add(Arguments.of(mechanism, misdeed));
      }
    }
    return all;
  }

  /** libzmq: test_zap_protocol_error_*. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("misdeeds")
  void aReplyThatIsMalformedLetsNobodyIn(Mechanism mechanism, Misdeed misdeed) {
    refusedWith(500, mechanism, handler(request -> Mono.just(misdeed.replies.apply(request))));
    assertThat(events.await(HandshakeFailed.class).cause()).hasMessageContaining("malformed");
    clientEvents.await(ConnectRetried.class);
  }

  /** libzmq: test_zap_wrong_status_internal_error. */
  @ParameterizedTest
  @EnumSource
  void aHandlerThatHasAFaultRefusesButNotForGood(Mechanism mechanism) {
    refusedWith(
        500, mechanism, serving(request -> Mono.just(ZapReply.refused(500, "no database"))));
    assertThat(events.await(HandshakeFailed.class).cause()).hasMessageContaining("no database");
    clientEvents.await(ConnectRetried.class);
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatGoesAwayRefusesButNotForGood(Mechanism mechanism) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(
        rep.reply(
                request -> {
                  rep.dispose();
                  return Mono.never();
                })
            .subscribe());

    refusedWith(500, mechanism, asking(rep));
  }

  private void refusedWith(int status, Mechanism mechanism, ZapAuthenticator authenticator) {
    PullSocket pull = serve(mechanism, authenticator);
    connect(mechanism, pull);

    HandshakeFailed atServer = events.await(HandshakeFailed.class);
    assertThat(atServer.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) atServer.cause()).status()).isEqualTo(status);
    HandshakeFailed atClient = clientEvents.await(HandshakeFailed.class);
    assertThat(atClient.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) atClient.cause()).status()).isEqualTo(status);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
    assertThat(metrics(pull).received()).isZero();
  }

  /** libzmq: test_zap_wrong_status_temporary_failure. */
  @ParameterizedTest
  @EnumSource
  void aHandlerThatIsBusyRefusesWithoutAWord(Mechanism mechanism) {
    PullSocket pull =
        serve(mechanism, serving(request -> Mono.just(ZapReply.refused(300, "too busy"))));
    connect(mechanism, pull);

    HandshakeFailed atServer = events.await(HandshakeFailed.class);
    assertThat(((AuthenticationException) atServer.cause()).status()).isEqualTo(300);
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    clientEvents.await(ConnectRetried.class);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  /** libzmq: test_zap_unsuccessful_do_not_send. */
  @ParameterizedTest
  @EnumSource
  void aHandlerThatDoesNotAnswerRefusesInTime(Mechanism mechanism) {
    refusedInTime(mechanism, handler(request -> Mono.never()));
  }

  /** libzmq: test_zap_unsuccessful_do_not_recv. */
  @ParameterizedTest
  @EnumSource
  void aHandlerThatDoesNotListenRefusesInTime(Mechanism mechanism) {
    refusedInTime(mechanism, asking(open(zmq.rep().bind(Anywhere.endpoint()))));
  }

  /** libzmq: test_zap_unsuccessful_no_handler_started, test_zap_unsuccessful_disconnect. */
  @ParameterizedTest
  @EnumSource
  void aHandlerThatIsNotThereRefusesInTime(Mechanism mechanism) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    ZapAuthenticator gone = asking(rep);
    await(rep.disposeLater());

    refusedInTime(mechanism, gone);
  }

  private void refusedInTime(Mechanism mechanism, ZapAuthenticator authenticator) {
    PullSpec spec = zmq.pull().handshakeTimeout(Duration.ofMillis(100));
    PullSocket pull = serve(mechanism, spec, authenticator);
    connect(mechanism, pull);

    // On a busy machine the time may be over before somebody is judged; then the client tries
    // again.
    HandshakeFailed failed = events.await(HandshakeFailed.class, ZapHandlerTest::whileItWasJudged);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.CLOSED);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  private static boolean whileItWasJudged(HandshakeFailed failed) {
    return String.valueOf(failed.cause()).contains("still being authenticated");
  }

  // A handler that does its work.

  @Test
  void ourHandlerIsToldEverythingAndTellsEverything() {
    List<ZapRequest> asked = new CopyOnWriteArrayList<>();
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one"));
    ZapAuthenticator authenticator =
        request -> {
          asked.add(request);
          return users
              .authenticate(request)
              .map(
                  reply ->
                      reply instanceof ZapReply.Accepted accepted
                          ? ZapReply.accepted(accepted.userId(), Map.of("X-Group", "admins"))
                          : reply);
        };
    PullSocket pull = serve(Mechanism.PLAIN, zmq.pull().zapDomain("realm"), serving(authenticator));
    PeerMetadata peer = delivers(pull, zmq.push().plain("ann", "one"));

    assertThat(peer.userId()).isEqualTo("ann");
    assertThat(peer.property("X-Group")).isEqualTo("admins");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).domain()).isEqualTo("realm");
    assertThat(asked.get(0).mechanism()).isEqualTo("PLAIN");
    assertThat(asked.get(0).username()).isEqualTo("ann");
    assertThat(asked.get(0).address().toString()).contains("127.0.0.1");
  }

  @Test
  void manyAreJudgedAtATimeAndNobodyGetsTheAnswerOfAnother() {
    ZapAuthenticator asking = serving(request -> Mono.just(ZapReply.accepted(request.username())));

    List<String> wrong =
        await(
            Flux.range(0, 500)
                .flatMap(
                    i ->
                        asking
                            .authenticate(request("user-" + i))
                            .filter(reply -> !reply.equals(ZapReply.accepted("user-" + i)))
                            .map(Object::toString),
                    500)
                .collectList());

    assertThat(wrong).isEmpty();
  }

  private static ZapRequest request(String user) {
    return new ZapRequest(
        "PLAIN",
        "",
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        new byte[0],
        List.of(user.getBytes(StandardCharsets.UTF_8), new byte[0]));
  }

  @Test
  void ourHandlerAnswersWhatIsNoRequestWithAFault() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(ZapHandler.serve(rep, ZapAuthenticator.anyKey()).subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));

    assertThat(await(req.request(ZmqMessage.of("1.0", "7", "hello"))))
        .isEqualTo(
            ZmqMessage.of(
                "1.0",
                "7",
                "500",
                "the ZAP request is malformed: 3 frames; a request has 6 or more",
                "",
                ""));
    assertThat(await(req.request(ZmqMessage.of("hello"))).text(2)).isEqualTo("500");
  }

  @Test
  void ourHandlerAnswersWhatCannotBeWrittenWithAFault() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    ZapAuthenticator odd =
        request -> Mono.just(ZapReply.accepted("ann", Map.of("not/of/zmtp", "")));
    keep(ZapHandler.serve(rep, odd).subscribe());
    ReqSocket req = open(zmq.req().connect(address(rep)));

    ZmqMessage reply = await(req.request(ZmqMessage.of("1.0", "7", "", "::1", "", "NULL")));
    assertThat(reply.text(2)).isEqualTo("500");
    assertThat(reply.text(3)).contains("not/of/zmtp");
  }

  // Somebody else's handler.

  @Test
  void pyzmqsAuthenticatorLetsInByPassword() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(HANDLER, FRIEND.publicKey().toZ85())) {
      PullSocket pull = serve(Mechanism.PLAIN, asking(await(libzmq.line())));

      assertThat(delivers(pull, zmq.push().plain("ann", "one")).userId()).isEqualTo("ann");
      refusedForGood(pull, zmq.push().plain("ann", "two"));
    }
  }

  @Test
  void pyzmqsAuthenticatorLetsInByKey() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(HANDLER, FRIEND.publicKey().toZ85())) {
      PullSocket pull = serve(Mechanism.CURVE, asking(await(libzmq.line())));

      assertThat(delivers(pull, zmq.push().curve(FRIEND, SERVER.publicKey())).userId())
          .isEqualTo(FRIEND.publicKey().toZ85());
      refusedForGood(pull, zmq.push().curve(STRANGER, SERVER.publicKey()));
    }
  }

  @Test
  void pyzmqsAuthenticatorKeepsAnAddressOut() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(HANDLER, FRIEND.publicKey().toZ85(), "127.0.0.1")) {
      refusedForGood(serve(Mechanism.NULL, asking(await(libzmq.line()))), zmq.push());
    }
  }

  private void refusedForGood(PullSocket pull, PushSpec client) {
    open(client.doOnEvent(clientEvents).connect(address(pull)));
    HandshakeFailed failed = clientEvents.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
    assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();
  }

  private PeerMetadata delivers(PullSocket pull, PushSpec client) {
    PushSocket push = open(client.connect(address(pull)));
    await(push.send(ZmqMessage.of("hello")));
    @Nullable PeerMetadata peer = await(pull.receive().next()).peer();
    assertThat(peer).isNotNull();
    return peer;
  }

  // Somebody else's servers.

  @Test
  void libzmqAsksOurHandlerForPasswords() {
    judgesForLibzmq(
        ZapAuthenticator.passwords(Map.of("ann", "one")),
        "PLAIN",
        zmq.push().plain("ann", "one"),
        zmq.push().plain("ann", "two"),
        "ann");
  }

  @Test
  void libzmqAsksOurHandlerForKeys() {
    judgesForLibzmq(
        ZapAuthenticator.publicKeys(Set.of(FRIEND.publicKey())),
        SERVER.secretKeyZ85(),
        zmq.push().curve(FRIEND, SERVER.publicKey()),
        zmq.push().curve(STRANGER, SERVER.publicKey()),
        FRIEND.publicKey().toZ85());
  }

  @Test
  void libzmqAsksOurHandlerForAddresses() {
    judgesForLibzmq(
        request ->
            Mono.just(
                request.domain().equals("realm") && request.address().toString().contains("127.0.")
                    ? ZapReply.accepted("somebody")
                    : ZapReply.refused("no")),
        "NULL",
        zmq.push(),
        zmq.push().plain("ann", "one"), // another mechanism
        "somebody");
  }

  private void judgesForLibzmq(
      ZapAuthenticator judge, String secret, PushSpec right, PushSpec wrong, String user) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(ZapHandler.serve(rep, judge).subscribe());
    try (LibzmqProcess libzmq = LibzmqProcess.start(PROXY, address(rep), secret)) {
      String endpoint = await(libzmq.line());
      PushSocket stranger = open(wrong.doOnEvent(clientEvents).connect(endpoint));
      keep(stranger.send(ZmqMessage.of("from a stranger")).onErrorComplete().subscribe());
      clientEvents.await(HandshakeFailed.class);

      await(open(right.connect(endpoint)).send(ZmqMessage.of("hello")));

      assertThat(await(libzmq.line())).isEqualTo(user + " hello");
      assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();
    }
  }

  // The scenery.

  private PullSocket serve(Mechanism mechanism, ZapAuthenticator authenticator) {
    return serve(mechanism, zmq.pull(), authenticator);
  }

  private PullSocket serve(Mechanism mechanism, PullSpec spec, ZapAuthenticator authenticator) {
    PullSpec judging =
        switch (mechanism) {
          case NULL -> spec.authenticator(authenticator);
          case PLAIN -> spec.plainServer(authenticator);
          case CURVE -> spec.curveServer(SERVER, authenticator);
        };
    return open(judging.doOnEvent(events).bind(Anywhere.endpoint()));
  }

  private void connect(Mechanism mechanism, PullSocket pull) {
    PushSpec spec =
        switch (mechanism) {
          case NULL -> zmq.push();
          case PLAIN -> zmq.push().plain("ann", "one");
          case CURVE -> zmq.push().curve(FRIEND, SERVER.publicKey());
        };
    open(
        spec.reconnectInterval(Duration.ofMillis(1))
            .doOnEvent(clientEvents)
            .connect(address(pull)));
  }

  /** A handler of ours. */
  private ZapAuthenticator serving(ZapAuthenticator judge) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(ZapHandler.serve(rep, judge).subscribe());
    return asking(rep);
  }

  /** A handler that sends whatever it likes. */
  private ZapAuthenticator handler(Function<ZmqMessage, Mono<ZmqMessage>> replies) {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(replies).subscribe());
    return asking(rep);
  }

  private ZapAuthenticator asking(RepSocket rep) {
    return asking(address(rep));
  }

  private ZapAuthenticator asking(String endpoint) {
    return ZapHandler.at(open(zmq.req().correlate(true).connect(endpoint)));
  }
}
