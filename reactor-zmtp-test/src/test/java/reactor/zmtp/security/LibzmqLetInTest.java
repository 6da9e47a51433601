package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * libzmq and we refuse each other, and both tell so: what its socket monitor says beside our
 * events.
 */
class LibzmqLetInTest extends Scene {

  private static final String CLIENT =
      """
      client = context.socket(zmq.PUSH)
      monitor = client.get_monitor_socket()
      for option in sys.argv[2:]:
          name, value = option.split("=", 1)
          integer = name.endswith("_SERVER")
          client.setsockopt(getattr(zmq, name), int(value) if integer else value.encode())
      client.connect(sys.argv[1])
      while True:
          say(*next_event(monitor))
      """;

  /** The only user is that of the prelude, the only key is the second argument's. */
  private static final String SERVER_SCRIPT =
      """
      import tempfile, zmq.auth
      keys = tempfile.mkdtemp()
      with open(keys + "/friend.key", "w") as file:
          file.write('metadata\\ncurve\\n    public-key = "' + sys.argv[1] + '"\\n')
      authenticate(keys)
      server = context.socket(zmq.PULL)
      monitor = server.get_monitor_socket()
      if sys.argv[2] == "PLAIN":
          server.plain_server = 1
      elif sys.argv[2] != "NULL":
          server.curve_server = 1
          server.curve_secretkey = sys.argv[2].encode()
      listen(server, ANYWHERE)
      while True:
          say(*next_event(monitor))
      """;

  /** ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH. */
  private static final int MECHANISM_MISMATCH = 0x11000002;

  /** ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC. */
  private static final int CRYPTOGRAPHIC = 0x11000001;

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair FRIEND = CurveKeyPair.generate();
  private static final CurveKeyPair STRANGER = CurveKeyPair.generate();

  private final Events events = new Events();

  @Test
  void aWrongPasswordOfLibzmqIsRefused() {
    weRefuse(
        zmq.pull().plainServer(ZapAuthenticator.passwords(Map.of("ann", "one"))),
        zmq.push().plain("ann", "one"),
        // It misspells ERROR of PLAIN, and so does not understand ours.
        "HANDSHAKE_FAILED_PROTOCOL 268435457",
        "PLAIN_USERNAME=ann",
        "PLAIN_PASSWORD=two");
  }

  @Test
  void anUnknownUserOfLibzmqIsRefused() {
    weRefuse(
        zmq.pull().plainServer(ZapAuthenticator.passwords(Map.of("ann", "one"))),
        zmq.push().plain("ann", "one"),
        "HANDSHAKE_FAILED_PROTOCOL 268435457",
        "PLAIN_USERNAME=bob",
        "PLAIN_PASSWORD=one");
  }

  @Test
  void aKeyOfLibzmqThatIsNotAllowedIsRefused() {
    weRefuse(
        zmq.pull().curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(FRIEND.publicKey()))),
        zmq.push().curve(FRIEND, SERVER.publicKey()),
        "HANDSHAKE_FAILED_AUTH 400",
        keys(STRANGER, SERVER));
  }

  private void weRefuse(PullSpec server, PushSpec right, String told, String... wrong) {
    PullSocket pull = open(server.doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull, wrong)) {
      assertThat(outcome(libzmq)).isEqualTo(told);
      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
      await(open(right.connect(address(pull))).send(ZmqMessage.of("from a friend")));
      assertThat(await(pull.receive().next()).text()).isEqualTo("from a friend");
      assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    }
  }

  @Test
  void aLibzmqThatHasAnotherServerInMindIsNotTalkedTo() {
    PullSocket pull =
        open(zmq.pull().curveServer(SERVER).doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull, keys(FRIEND, STRANGER))) {
      assertThat(rule(events.await(HandshakeFailed.class))).isEqualTo(Rule.CRYPTOGRAPHIC);
      assertThat(outcome(libzmq)).doesNotStartWith("HANDSHAKE_SUCCEEDED");
    }
  }

  @Test
  void aLibzmqWithoutSecurityIsRefused() {
    PullSocket pull =
        open(zmq.pull().curveServer(SERVER).doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull)) {
      refusedByEither(libzmq);
    }
  }

  @Test
  void aLibzmqWithPlainIsRefusedByCurve() {
    PullSocket pull =
        open(zmq.pull().curveServer(SERVER).doOnEvent(events).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull, "PLAIN_USERNAME=ann", "PLAIN_PASSWORD=one")) {
      refusedByEither(libzmq);
    }
  }

  @Test
  void aLibzmqWithCurveIsRefusedByPlain() {
    PullSocket pull =
        open(
            zmq.pull()
                .plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")))
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull, keys(FRIEND, SERVER))) {
      refusedByEither(libzmq);
    }
  }

  /** libzmq: test_plain_client_as_server_fails. */
  @Test
  void aLibzmqThatIsAServerTooIsRefused() {
    PullSocket pull =
        open(
            zmq.pull()
                .plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")))
                .handshakeTimeout(Duration.ofMillis(200))
                .doOnEvent(events)
                .bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = client(pull, "PLAIN_SERVER=1")) {
      assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
      assertThat(outcome(libzmq)).doesNotStartWith("HANDSHAKE_SUCCEEDED");
      assertThat(events.count(HandshakeSucceeded.class)).isZero();
    }
  }

  /** What libzmq is, what we are instead, and who beside us is right. */
  @ParameterizedTest
  @CsvSource({
    "CURVE, NULL",
    "CURVE, PLAIN",
    "PLAIN, NULL",
    "PLAIN, CURVE",
    "NULL, PLAIN",
    "NULL, CURVE"
  })
  void aLibzmqOfAnotherMechanismIsRefusedAndRefuses(String theirs, String ours) {
    String secret = theirs.equals("CURVE") ? SERVER.secretKeyZ85() : theirs;
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(SERVER_SCRIPT, FRIEND.publicKey().toZ85(), secret)) {
      String endpoint = await(libzmq.line());
      open(as(ours).doOnEvent(events).connect(endpoint));

      refusedByEither(libzmq);
      open(as(theirs).connect(endpoint));
      assertThat(event(libzmq, "HANDSHAKE_SUCC.*")).startsWith("HANDSHAKE_SUCCEEDED");
      assertThat(events.count(HandshakeSucceeded.class)).isZero();
    }
  }

  private PushSpec as(String mechanism) {
    return switch (mechanism) {
      case "PLAIN" -> zmq.push().plain("user", "password");
      case "CURVE" -> zmq.push().curve(FRIEND, SERVER.publicKey());
      default -> zmq.push();
    };
  }

  /** Who sees it first closes the connection before the other one has to. */
  private void refusedByEither(LibzmqProcess libzmq) {
    HandshakeFailed ours = events.await(HandshakeFailed.class);
    String theirs = outcome(libzmq);
    if (ours.reason() == HandshakeFailure.PROTOCOL) {
      assertThat(rule(ours)).isEqualTo(Rule.MECHANISM_MISMATCH);
      assertThat(theirs).doesNotStartWith("HANDSHAKE_SUCCEEDED");
    } else {
      assertThat(ours.reason()).isEqualTo(HandshakeFailure.CLOSED);
      assertThat(ours.cause()).hasMessageContaining("security mechanism is another than ours");
      assertThat(theirs).isEqualTo("HANDSHAKE_FAILED_PROTOCOL " + MECHANISM_MISMATCH);
    }
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  @Test
  void libzmqRefusesAWrongPasswordOfOurs() {
    libzmqRefuses("PLAIN", zmq.push().plain("user", "wrong"), zmq.push().plain("user", "password"));
  }

  @Test
  void libzmqRefusesAnUnknownUserOfOurs() {
    libzmqRefuses(
        "PLAIN", zmq.push().plain("nobody", "password"), zmq.push().plain("user", "password"));
  }

  /** It does not say so, as RFC 26 has it. */
  @Test
  void aLibzmqThatIsAnotherServerDoesNotTalkToUs() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(SERVER_SCRIPT, FRIEND.publicKey().toZ85(), SERVER.secretKeyZ85())) {
      String endpoint = await(libzmq.line());
      open(zmq.push().curve(FRIEND, STRANGER.publicKey()).doOnEvent(events).connect(endpoint));

      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
      assertThat(failed.cause()).hasMessageContaining("most likely the public key");
      assertThat(outcome(libzmq)).isEqualTo("HANDSHAKE_FAILED_PROTOCOL " + CRYPTOGRAPHIC);
      open(zmq.push().curve(FRIEND, SERVER.publicKey()).connect(endpoint));
      assertThat(event(libzmq, "HANDSHAKE_SUCC.*")).startsWith("HANDSHAKE_SUCCEEDED");
      assertThat(events.count(HandshakeSucceeded.class)).isZero();
    }
  }

  @Test
  void libzmqRefusesAKeyOfOursThatIsNotAllowed() {
    libzmqRefuses(
        SERVER.secretKeyZ85(),
        zmq.push().curve(STRANGER, SERVER.publicKey()),
        zmq.push().curve(FRIEND, SERVER.publicKey()));
  }

  private void libzmqRefuses(String secret, PushSpec wrong, PushSpec right) {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(SERVER_SCRIPT, FRIEND.publicKey().toZ85(), secret)) {
      String endpoint = await(libzmq.line());
      open(wrong.doOnEvent(events).connect(endpoint));

      HandshakeFailed failed = events.await(HandshakeFailed.class);
      assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
      assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
      events.await(ConnectAbandoned.class);
      assertThat(outcome(libzmq)).isEqualTo("HANDSHAKE_FAILED_AUTH 400");
      open(right.connect(endpoint));
      assertThat(event(libzmq, "HANDSHAKE.*")).startsWith("HANDSHAKE_SUCCEEDED");
    }
  }

  private static LibzmqProcess client(PullSocket pull, String... options) {
    List<String> arguments = new ArrayList<>(List.of(address(pull)));
    arguments.addAll(List.of(options));
    return LibzmqProcess.start(CLIENT, arguments.toArray(String[]::new));
  }

  private static String[] keys(CurveKeyPair own, CurveKeyPair server) {
    return new String[] {
      "CURVE_PUBLICKEY=" + own.publicKey(),
      "CURVE_SECRETKEY=" + own.secretKeyZ85(),
      "CURVE_SERVERKEY=" + server.publicKey()
    };
  }

  /** The next event that tells how a connection turned out, and its value. */
  private static String outcome(LibzmqProcess libzmq) {
    return event(libzmq, "(HANDSHAKE|DISCONN).*");
  }

  private static String event(LibzmqProcess libzmq, String pattern) {
    return await(
        libzmq.line().repeat().filter(event -> event.matches(pattern)).next(), () -> pattern);
  }

  private static Rule rule(HandshakeFailed failed) {
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return ((ProtocolException) failed.cause()).rule();
  }
}
