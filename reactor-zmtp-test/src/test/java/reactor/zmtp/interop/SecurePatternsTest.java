package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Supply;

/**
 * What goes over a secure connection with libzmq beside plain messages: subscriptions, envelopes,
 * heartbeats; each side the server once. And who the peer is.
 */
@Tag("full")
class SecurePatternsTest extends PubSubScenes {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final String USER = "user";
  private static final String PASSWORD = "password";

  private static final String SECURED =
      """
      def secured(kind):
          made = context.socket(getattr(zmq, kind))
          for option in sys.argv[2:]:
              name, value = option.split("=", 1)
              integer = name.endswith("SERVER")
              made.setsockopt(getattr(zmq, name), int(value) if integer else value.encode())
              if integer:
                  authenticate()
          return made

      """;

  private static final String SUB =
      SECURED
          + """
          sub = secured("SUB")
          sub.connect(sys.argv[1])
          """
          + SUBSCRIBES;

  private static final String XPUB =
      SECURED
          + """
          xpub = secured("XPUB")
          listen(xpub, ANYWHERE)
          """
          + PUBLISHES;

  private static final String REQ =
      SECURED
          + """
          req = secured("REQ")
          req.routing_id = b"them"
          req.connect(sys.argv[1])
          for i in range(20):
              req.send_multipart([b"ask", str(i).encode()])
              assert req.recv_multipart() == [b"answer", str(i).encode()]
          say("done")
          ask()
          """;

  private static final String ROUTER =
      SECURED
          + """
          router = secured("ROUTER")
          listen(router, ANYWHERE)
          while True:
              frames = router.recv_multipart(copy=False)
              answer = [b"answer", frames[-1].get("User-Id").encode(), frames[-1].bytes]
              router.send_multipart([frames[0].bytes, b""] + answer)
          """;

  private static final String PAIR =
      SECURED
          + """
          pair = secured("PAIR")
          pair.heartbeat_ivl = 20
          pair.heartbeat_timeout = 10000
          pair.connect(sys.argv[1])
          for i in range(20):
              pair.send(pair.recv())
              time.sleep(0.02)
          say("done")
          ask()
          """;

  enum Mechanism {
    PLAIN,
    CURVE
  }

  private final Events events = new Events();

  @ParameterizedTest
  @EnumSource
  void libzmqSubscribes(Mechanism mechanism) {
    PubSocket pub = open(server(zmq.pub(), mechanism).bind(Anywhere.endpoint()));
    try (LibzmqProcess sub = client(SUB, mechanism, pub)) {
      itSubscribes(pub, sub);
      assertThat(users(pub)).containsExactly(user(mechanism));
    }
  }

  @ParameterizedTest
  @EnumSource
  void libzmqPublishes(Mechanism mechanism) {
    try (LibzmqProcess xpub = server(XPUB, mechanism)) {
      itPublishes(xpub, client(zmq.sub(), mechanism));
    }
  }

  /** A notice tells whose it is. */
  @ParameterizedTest
  @EnumSource
  void whoSubscribesIsKnown(Mechanism mechanism) {
    XPubSocket xpub = open(server(zmq.xpub(), mechanism).bind(Anywhere.endpoint()));
    try (LibzmqProcess sub = client(SUB, mechanism, xpub)) {
      ZmqMessage notice = await(xpub.receive().next());

      assertThat(notice.bytes()).containsExactly(1, 'a');
      assertThat(notice.peer()).isNotNull();
      assertThat(notice.peer().userId()).isEqualTo(user(mechanism));
      await(xpub.send(ZmqMessage.of("abc", "x")));
      assertThat(await(sub.line())).isEqualTo("abc x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void libzmqAsksOurRouter(Mechanism mechanism) {
    RouterSocket router =
        open(server(zmq.router(), mechanism).doOnEvent(events).bind(Anywhere.endpoint()));
    keep(router.send(router.receive().map(SecurePatternsTest::answer)).subscribe());
    try (LibzmqProcess req = client(REQ, mechanism, router)) {
      assertThat(await(req.line())).isEqualTo("done");
      assertThat(users(router)).containsExactly(user(mechanism));
      assertThat(events.count(Disconnected.class)).isZero();
    }
  }

  private static RoutedMessage answer(RoutedMessage asked) {
    assertThat(asked.peer()).hasToString("them");
    List<byte[]> frames = asked.message().frames();
    frames.set(1, "answer".getBytes(StandardCharsets.US_ASCII));
    return asked.reply(ZmqMessage.of(frames));
  }

  @ParameterizedTest
  @EnumSource
  void libzmqAsksOurRep(Mechanism mechanism) {
    RepSocket rep = open(server(zmq.rep(), mechanism).bind(Anywhere.endpoint()));
    keep(
        rep.reply(
                request -> {
                  assertThat(request.peer()).isNotNull();
                  assertThat(request.peer().userId()).isEqualTo(user(mechanism));
                  return Mono.just(ZmqMessage.of("answer", request.text(1)));
                })
            .subscribe());
    try (LibzmqProcess req = client(REQ, mechanism, rep)) {
      assertThat(await(req.line())).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void weAskARouterOfLibzmq(Mechanism mechanism) {
    try (LibzmqProcess router = server(ROUTER, mechanism)) {
      ReqSocket req =
          open(client(zmq.req().correlate(false), mechanism).connect(await(router.line())));

      List<String> answers =
          await(
              req.request(Flux.range(0, 20).map(i -> ZmqMessage.of("ask", "" + i)), 4)
                  .map(answer -> answer.text(2))
                  .collectList());

      assertThat(answers).hasSize(20).startsWith("0", "1").endsWith("19");
      ZmqMessage answer = await(req.request(ZmqMessage.of("who")));
      assertThat(answer.text(1)).isEqualTo(user(mechanism)); // pyzmq calls them the same
    }
  }

  /** And so are PING and PONG, where the connection is encrypted. */
  @ParameterizedTest
  @EnumSource
  void heartbeatsAreAnswered(Mechanism mechanism) {
    PairSocket pair =
        open(
            server(zmq.pair(), mechanism)
                .heartbeatInterval(Duration.ofMillis(20))
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(PAIR, mechanism, pair)) {
      List<Long> echoes =
          await(
              pair.send(Supply.of(20).messages())
                  .thenMany(pair.receive().take(20).map(Supply::number))
                  .collectList());

      assertThat(echoes).hasSize(20).isSorted();
      assertThat(await(libzmq.line())).isEqualTo("done");
      assertThat(users(pair)).containsExactly(user(mechanism));
      assertThat(events.count(Disconnected.class)).isZero();
    }
  }

  private static List<String> users(ZmqSocket socket) {
    return await(socket.peers()).stream().map(each -> "" + each.peer().userId()).toList();
  }

  private static String user(Mechanism mechanism) {
    return mechanism == Mechanism.PLAIN ? USER : CLIENT.publicKey().toZ85();
  }

  private static <S extends SocketSpec<S, ?>> S server(S spec, Mechanism mechanism) {
    return mechanism == Mechanism.PLAIN
        ? spec.plainServer(ZapAuthenticator.passwords(Map.of(USER, PASSWORD)))
        : spec.curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(CLIENT.publicKey())));
  }

  private static <S extends SocketSpec<S, ?>> S client(S spec, Mechanism mechanism) {
    return mechanism == Mechanism.PLAIN
        ? spec.plain(USER, PASSWORD)
        : spec.curve(CLIENT, SERVER.publicKey());
  }

  private static LibzmqProcess client(String script, Mechanism mechanism, ZmqSocket server) {
    return mechanism == Mechanism.PLAIN
        ? LibzmqProcess.start(
            script, address(server), "PLAIN_USERNAME=" + USER, "PLAIN_PASSWORD=" + PASSWORD)
        : LibzmqProcess.start(
            script,
            address(server),
            "CURVE_PUBLICKEY=" + CLIENT.publicKey(),
            "CURVE_SECRETKEY=" + CLIENT.secretKeyZ85(),
            "CURVE_SERVERKEY=" + SERVER.publicKey());
  }

  private static LibzmqProcess server(String script, Mechanism mechanism) {
    return mechanism == Mechanism.PLAIN
        ? LibzmqProcess.start(script, "", "PLAIN_SERVER=1")
        : LibzmqProcess.start(
            script, "", "CURVE_SERVER=1", "CURVE_SECRETKEY=" + SERVER.secretKeyZ85());
  }
}
