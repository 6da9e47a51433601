package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** Heartbeats are those of the connection, whatever the socket types. */
class HeartbeatOfEveryTypeTest extends TimedScene {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final byte[] NO_CONTEXT = {0, 0};

  /** With each type that can be on its own, and the type of its peer. */
  @ParameterizedTest
  @CsvSource({
    "PUSH, PULL",
    "PULL, PUSH",
    "PAIR, PAIR",
    "REQ, REP",
    "REP, REQ",
    "DEALER, ROUTER",
    "ROUTER, DEALER",
    "CLIENT, SERVER",
    "SERVER, CLIENT",
    "SCATTER, GATHER",
    "GATHER, SCATTER",
    "RADIO, DISH",
    "DISH, RADIO",
    "PEER, PEER",
    "CHANNEL, CHANNEL"
  })
  @Retention(RetentionPolicy.RUNTIME)
  @interface OfEveryType {}

  private final Events events = new Events();

  private ZmqSocket open(SocketType type) {
    return switch (type) {
      case PUSH -> watched(zmq.push());
      case PULL -> watched(zmq.pull());
      case PAIR -> watched(zmq.pair());
      case REQ -> watched(zmq.req());
      case REP -> watched(zmq.rep());
      case DEALER -> watched(zmq.dealer());
      case ROUTER -> watched(zmq.router());
      case CLIENT -> watched(zmq.client());
      case SERVER -> watched(zmq.server());
      case SCATTER -> watched(zmq.scatter());
      case GATHER -> watched(zmq.gather());
      case RADIO -> watched(zmq.radio());
      case DISH -> watched(zmq.dish());
      case PEER -> watched(zmq.peer());
      case CHANNEL -> watched(zmq.channel());
      default -> throw new IllegalArgumentException(type + " is not of this test");
    };
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> T watched(S spec) {
    return open(
        spec.heartbeatInterval(INTERVAL)
            .heartbeatTimeout(TIMEOUT)
            .doOnEvent(events)
            .bind(Anywhere.endpoint()));
  }

  private ZmtpPeer ready(ZmqSocket socket, SocketType peer) {
    ZmtpPeer ready = join(socket, peer.name());
    events.await(HandshakeSucceeded.class);
    metrics(socket);
    return ready;
  }

  @OfEveryType
  void aPeerThatAnswersStays(SocketType type, SocketType peer) {
    ZmqSocket socket = open(type);
    ZmtpPeer there = ready(socket, peer);

    for (int i = 0; i < 4; i++) {
      clock.advanceTimeBy(INTERVAL);
      await(there.script().expectCommand("PING", NO_CONTEXT).pong());
      // Our PONG says that theirs has been read.
      await(there.script().ping(0, (byte) i).expectPong((byte) i));
    }

    assertThat(metrics(socket).peers()).isEqualTo(1);
    assertThat(events.count(Disconnected.class)).isZero();
  }

  @OfEveryType
  void aPeerThatStaysSilentIsGivenUpAfterTheTimeout(SocketType type, SocketType peer) {
    ZmqSocket socket = open(type);
    ZmtpPeer there = ready(socket, peer);
    clock.advanceTimeBy(INTERVAL);
    await(there.script().expectCommand("PING", NO_CONTEXT));
    metrics(socket);

    clock.advanceTimeBy(TIMEOUT);

    await(there.script().discardUntilClose());
    assertThat(events.await(Disconnected.class).cause()).hasMessageContaining("lost");
  }

  @OfEveryType
  void aPeerThatStaysSilentBeyondItsTtlIsGivenUp(SocketType type, SocketType peer) {
    ZmqSocket socket = open(type);
    ZmtpPeer there = ready(socket, peer);
    await(there.script().ping(5).expectPong());

    clock.advanceTimeBy(Duration.ofMillis(500));

    await(there.script().discardUntilClose());
    assertThat(events.await(Disconnected.class).cause()).hasMessageContaining("lost");
  }
}
