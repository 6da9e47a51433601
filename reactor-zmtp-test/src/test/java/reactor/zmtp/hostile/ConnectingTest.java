package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** What those may do wrong to whom we connect: each failure is told, and tried again. */
class ConnectingTest extends Scene {

  private static final Duration SOON = Duration.ofMillis(10);

  private final Events events = new Events();

  @Test
  void aResetInTheHandshakeIsTriedAgain() {
    failsFirst(HandshakeFailure.CLOSED, push(), peer -> peer.greeting().expectGreeting().reset());
  }

  @Test
  void aCloseInTheHandshakeIsTriedAgain() {
    failsFirst(HandshakeFailure.CLOSED, push(), peer -> peer.close());
  }

  @Test
  void aMuteListenerIsTriedAgain() {
    failsFirst(
        HandshakeFailure.TIMEOUT,
        push().handshakeTimeout(Duration.ofMillis(100)),
        ZmtpScript::discardUntilClose);
  }

  @Test
  void oneThatStopsAfterItsGreetingIsTriedAgain() {
    failsFirst(
        HandshakeFailure.TIMEOUT,
        push().handshakeTimeout(Duration.ofMillis(100)),
        peer -> peer.greeting().discardUntilClose());
  }

  @Test
  void errorIsToldAndTriedAgain() {
    failsFirst(
        HandshakeFailure.REFUSED_BY_PEER,
        push(),
        peer -> peer.greeting().send(ZmtpBytes.error("not_now")).discardUntilClose());
  }

  @Test
  void anOlderVersionIsToldAndTriedAgain() {
    failsFirst(
        HandshakeFailure.PROTOCOL,
        push(),
        peer -> peer.send(ZmtpBytes.signature(), new byte[] {1}).discardUntilClose());

    assertThat(((ProtocolException) events.await(HandshakeFailed.class).cause()).rule())
        .isEqualTo(Rule.VERSION);
  }

  /** Plays a listener that fails once and is right then. */
  private void failsFirst(
      HandshakeFailure failure, PushSpec spec, UnaryOperator<ZmtpScript> misdeed) {
    ZmtpListener listener = listen();
    PushSocket push = open(spec.connect(listener.endpoint()));
    Mono<Void> sent = push.send(ZmqMessage.of("after all")).cache();
    keep(sent.subscribe());

    await(misdeed.apply(await(listener.accept()).script()));
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(failure);
    assertThat(events.await(ConnectRetried.class).cause())
        .isSameAs(events.await(HandshakeFailed.class).cause());

    ZmtpPeer right = await(listener.accept());
    await(right.script().handshake("PULL").expectMessage("after all"));
    await(sent);
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
  }

  /** Nobody listens there: the kernel connects the source port to itself. */
  @Test
  void aConnectionToItselfIsNoticedAndTriedAgain() {
    int port = freePort();
    String self = "tcp://127.0.0.1:" + port + ";127.0.0.1:" + port;

    open(push().connect(self));

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.cause()).hasMessageContaining("connected the socket to itself");
    events.await(ConnectRetried.class);
    assertThat(events.count(HandshakeSucceeded.class)).isZero();
  }

  @Test
  void nothingIsAskedOfThePublisherBeforeTheHandshakeIsOver() {
    ZmtpListener listener = listen();
    PushSocket push = open(push().sendHighWaterMark(5).connect(listener.endpoint()));
    Supply supply = Supply.endless();
    keep(push.send(supply.messages()).subscribe());

    ZmtpPeer peer = await(listener.accept());
    await(peer.script().greeting().expectGreeting().expectCommand("READY"));
    metrics(push);
    assertThat(supply.requested()).isZero();

    await(peer.script().ready("PULL").expectMessage("0 "));
    assertThat(supply.requested()).isPositive();
  }

  /** A socket that only sends has to read, or it would not notice. */
  @Test
  void thatThePeerIsGoneIsNoticedWithoutSending() {
    ZmtpListener listener = listen();
    open(push().connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");

    await(peer.script().close());

    assertThat(events.await(Disconnected.class).cause()).isNull();
  }

  /** RFC 28 and 30 have one pipe for each connect; libzmq does so for PUSH. */
  @Test
  void aPushThatIsConnectedTwiceHasTwoPipes() {
    ZmtpListener listener = listen();
    PushSocket push = open(push().connect(listener.endpoint()).connect(listener.endpoint()));

    accept(listener, "PULL");
    accept(listener, "PULL");

    assertThat(until(push, m -> m.peers() == 2).peers()).isEqualTo(2);
  }

  private PushSpec push() {
    return zmq.push().doOnEvent(events).reconnectInterval(SOON).reconnectIntervalMax(SOON);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
