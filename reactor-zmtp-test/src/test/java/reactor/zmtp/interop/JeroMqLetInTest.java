package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * JeroMQ and we refuse each other, both tell so, nothing is delivered, and a correct peer beside is
 * not disturbed.
 */
class JeroMqLetInTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair FRIEND = CurveKeyPair.generate();
  private static final CurveKeyPair STRANGER = CurveKeyPair.generate();

  /** With two mechanisms that do not go together. */
  @ParameterizedTest
  @CsvSource({
    "NULL, PLAIN",
    "NULL, CURVE",
    "PLAIN, NULL",
    "PLAIN, CURVE",
    "CURVE, NULL",
    "CURVE, PLAIN"
  })
  @Retention(RetentionPolicy.RUNTIME)
  @interface OfTwoMechanisms {}

  private final Events events = new Events();
  private final Events friendEvents = new Events();
  private final ZContext context = new ZContext();

  @AfterEach
  void endJeroMq() {
    context.close();
  }

  // JeroMQ is the client.

  @ParameterizedTest
  @CsvSource({"ann, two", "bob, one"})
  void aWrongPasswordOrAnUnknownUserOfJeroMqIsRefused(String user, String password) {
    ZMQ.Socket push = context.createSocket(SocketType.PUSH);
    push.setPlainUsername(user);
    push.setPlainPassword(password);

    HandshakeFailed failed =
        weRefuse(plainServer(), zmq.push().plain("ann", "one"), push, "HANDSHAKE_FAILED_AUTH");
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
  }

  @Test
  void aKeyOfJeroMqThatIsNotAllowedIsRefused() {
    HandshakeFailed failed =
        weRefuse(
            curveServer(), friend(), curve(STRANGER, SERVER.publicKey()), "HANDSHAKE_FAILED_AUTH");
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.AUTHENTICATION);
    assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
  }

  @Test
  void aJeroMqThatHasAnotherServerInMindIsNotTalkedTo() {
    HandshakeFailed failed =
        weRefuse(curveServer(), friend(), curve(FRIEND, STRANGER.publicKey()), "DISCONNECTED");
    assertThat(rule(failed)).isEqualTo(Rule.CRYPTOGRAPHIC);
  }

  @OfTwoMechanisms
  void aJeroMqOfAnotherMechanismIsRefused(String ours, String theirs) {
    PullSpec server =
        ours.equals("PLAIN") ? plainServer() : ours.equals("CURVE") ? curveServer() : zmq.pull();
    ZMQ.Socket push =
        theirs.equals("CURVE")
            ? curve(FRIEND, SERVER.publicKey())
            : context.createSocket(SocketType.PUSH);
    if (theirs.equals("PLAIN")) {
      push.setPlainUsername("ann");
      push.setPlainPassword("one");
    }

    HandshakeFailed failed = weRefuse(server, as(ours), push, "DISCONNECTED");
    if (failed.reason() != HandshakeFailure.CLOSED) { // it saw it first
      assertThat(rule(failed)).isEqualTo(Rule.MECHANISM_MISMATCH);
    }
  }

  private HandshakeFailed weRefuse(PullSpec server, PushSpec right, ZMQ.Socket wrong, String told) {
    PullSocket pull = open(server.doOnEvent(events).bind(Anywhere.endpoint()));
    PushSocket friend = open(right.doOnEvent(friendEvents).connect(address(pull)));
    await(friend.send(ZmqMessage.of("before")));
    ZMQ.Socket monitor = monitor(wrong);
    wrong.setReconnectIVL(10_000);
    wrong.send("from a stranger", ZMQ.DONTWAIT);

    JeroMqForeign.connect(
        context, wrong, address(pull), () -> events.count(HandshakeFailed.class) > 0);
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(outcome(monitor)).isEqualTo(told);
    await(friend.send(ZmqMessage.of("after")));

    assertThat(await(pull.receive().take(2).map(ZmqMessage::text).collectList()))
        .containsExactly("before", "after");
    assertThat(metrics(pull).received()).isEqualTo(2);
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    assertThat(friendEvents.count(Disconnected.class)).isZero();
    return failed;
  }

  // JeroMQ is the server.

  @ParameterizedTest
  @CsvSource({"ann, two", "bob, one"})
  void jeroMqRefusesAWrongPasswordOrAnUnknownUserOfOurs(String user, String password) {
    jeroMqRefusesForGood("PLAIN", zmq.push().plain(user, password));
  }

  @Test
  void jeroMqRefusesAKeyOfOursThatIsNotAllowed() {
    jeroMqRefusesForGood("CURVE", zmq.push().curve(STRANGER, SERVER.publicKey()));
  }

  private void jeroMqRefusesForGood(String theirs, PushSpec wrong) {
    HandshakeFailed failed = jeroMqRefuses(theirs, wrong, "DISCONNECTED");
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) failed.cause()).status()).isEqualTo(400);
    events.await(ConnectAbandoned.class);
  }

  /** libzmq does not, nor do we. */
  @Test
  void aJeroMqThatIsAnotherServerSaysSo() {
    HandshakeFailed failed =
        jeroMqRefuses(
            "CURVE", zmq.push().curve(FRIEND, STRANGER.publicKey()), "HANDSHAKE_FAILED_PROTOCOL");
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(((AuthenticationException) failed.cause()).status()).isZero();
  }

  @OfTwoMechanisms
  void aJeroMqOfAnotherMechanismRefusesUs(String theirs, String ours) {
    HandshakeFailed failed = jeroMqRefuses(theirs, as(ours), "DISCONNECTED");
    if (failed.reason() != HandshakeFailure.CLOSED) {
      assertThat(rule(failed)).isEqualTo(Rule.MECHANISM_MISMATCH);
    }
  }

  private HandshakeFailed jeroMqRefuses(String theirs, PushSpec wrong, String told) {
    ZMQ.Socket pull = server(theirs);
    ZMQ.Socket monitor = monitor(pull);
    pull.bind(Anywhere.endpoint());
    String endpoint = pull.getLastEndpoint();
    PushSocket friend = open(as(theirs).doOnEvent(friendEvents).connect(endpoint));
    await(friend.send(ZmqMessage.of("before")));
    assertThat(pull.recvStr()).isEqualTo("before");

    PushSocket stranger = open(wrong.doOnEvent(events).connect(endpoint));
    keep(stranger.send(ZmqMessage.of("from a stranger")).onErrorComplete().subscribe());
    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(outcome(monitor)).isEqualTo(told);
    await(friend.send(ZmqMessage.of("after")));

    assertThat(pull.recvStr()).isEqualTo("after");
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
    assertThat(friendEvents.count(Disconnected.class)).isZero();
    return failed;
  }

  // The scenery.

  private PullSpec plainServer() {
    return zmq.pull().plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")));
  }

  private PullSpec curveServer() {
    return zmq.pull().curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(FRIEND.publicKey())));
  }

  private PushSpec friend() {
    return zmq.push().curve(FRIEND, SERVER.publicKey());
  }

  private PushSpec as(String mechanism) {
    return switch (mechanism) {
      case "PLAIN" -> zmq.push().plain("ann", "one");
      case "CURVE" -> friend();
      default -> zmq.push();
    };
  }

  private ZMQ.Socket curve(CurveKeyPair own, CurvePublicKey server) {
    ZMQ.Socket push = context.createSocket(SocketType.PUSH);
    push.setCurvePublicKey(own.publicKey().bytes());
    push.setCurveSecretKey(own.secretKey());
    push.setCurveServerKey(server.bytes());
    return push;
  }

  private ZMQ.Socket server(String mechanism) {
    JeroMqZap.welcome(context, JeroMqLetInTest::isRight);
    ZMQ.Socket pull = context.createSocket(SocketType.PULL);
    pull.setReceiveTimeOut((int) PATIENCE.toMillis());
    if (mechanism.equals("PLAIN")) {
      pull.setPlainServer(true);
    } else if (mechanism.equals("CURVE")) {
      pull.setCurveServer(true);
      pull.setCurvePublicKey(SERVER.publicKey().bytes());
      pull.setCurveSecretKey(SERVER.secretKey());
    }
    return pull;
  }

  private static boolean isRight(List<byte[]> credentials) {
    if (credentials.size() == 1) {
      return Arrays.equals(credentials.get(0), FRIEND.publicKey().bytes());
    }
    return credentials.size() == 2
        && text(credentials.get(0)).equals("ann")
        && text(credentials.get(1)).equals("one");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ZMQ.Socket monitor(ZMQ.Socket socket) {
    socket.monitor("inproc://monitor", ZMQ.EVENT_ALL);
    ZMQ.Socket monitor = context.createSocket(SocketType.PAIR);
    monitor.setReceiveTimeOut((int) PATIENCE.toMillis());
    monitor.connect("inproc://monitor");
    return monitor;
  }

  /** The next of JeroMQ's events that tells of a connection that failed; it tells no success. */
  private static String outcome(ZMQ.Socket monitor) {
    for (ZEvent event = ZEvent.recv(monitor); event != null; event = ZEvent.recv(monitor)) {
      ZMonitor.Event what = event.getEvent();
      if (what == ZMonitor.Event.DISCONNECTED || what.name().startsWith("HANDSHAKE_F")) {
        return what.name();
      }
    }
    throw new AssertionError("JeroMQ tells nothing");
  }

  private static Rule rule(HandshakeFailed failed) {
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    return ((ProtocolException) failed.cause()).rule();
  }
}
