package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectDelayed;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** When a connection is made again, and when not. */
class ReconnectTest extends TimedScene {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofMillis(-1);

  private final Events events = new Events();

  @Test
  void theFirstAttemptIsMadeAtOnce() {
    ZmtpListener listener = listen();

    open(spec().connect(listener.endpoint()));

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
  }

  @Test
  void anAttemptThatFailsIsMadeAgainAfterTheInterval() {
    FaultyLink link = refusing();
    ZmqSocket socket = open(spec().reconnectInterval(INTERVAL).connect(link.endpoint()));
    ConnectRetried retried = events.await(ConnectRetried.class);
    assertThat(retried.cause()).isInstanceOf(ConnectException.class);
    assertThat(retried.endpoint()).isEqualTo(link.endpoint());

    metrics(socket); // told before the wait begins
    clock.advanceTimeBy(retried.delay().minusMillis(1));
    metrics(socket);
    assertThat(events.count(ConnectDelayed.class)).isEqualTo(1);
    clock.advanceTimeBy(Duration.ofMillis(1));
    events.await(ConnectRetried.class, 2);

    assertThat(events.count(ConnectDelayed.class)).isEqualTo(2);
  }

  @Test
  void theWaitDoublesWithJitterUntilItIsTheLongest() {
    ZmqSocket socket =
        open(
            spec()
                .reconnectInterval(INTERVAL)
                .reconnectIntervalMax(Duration.ofSeconds(2))
                .connect(refusing().endpoint()));

    List<Duration> delays = retries(socket, 10);

    // 100, 200, 400, 800, 1600 and then 2000 ms, each at least half of that.
    for (int i = 0; i < delays.size(); i++) {
      Duration longest = Duration.ofMillis(Math.min(100L << i, 2000));
      assertThat(delays.get(i)).isBetween(longest.dividedBy(2), longest);
    }
    assertThat(delays.subList(5, 10).stream().distinct().count()).as("jitter").isGreaterThan(1);
  }

  @Test
  void withoutALongestWaitItDoesNotDouble() {
    ZmqSocket socket =
        open(
            spec()
                .reconnectInterval(INTERVAL)
                .reconnectIntervalMax(Duration.ZERO)
                .connect(refusing().endpoint()));

    assertThat(retries(socket, 6))
        .allSatisfy(delay -> assertThat(delay).isBetween(INTERVAL.dividedBy(2), INTERVAL));
  }

  @Test
  void withTheDefaultsItIsTriedAfter100MillisecondsAndAtLastEvery10Seconds() {
    ZmqSocket socket = open(spec().connect(refusing().endpoint()));

    List<Duration> delays = retries(socket, 9);

    assertThat(delays.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(delays.get(8)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  @Test
  void aConnectionThatLivedForASecondBeginsTheWaitsAnew() {
    ZmtpListener listener = listen();
    FaultyLink link = link(listener.endpoint());
    await(link.refuse());
    ZmqSocket socket = open(spec().reconnectInterval(INTERVAL).connect(link.endpoint()));
    retries(socket, 5);
    await(link.accept());
    clock.advanceTimeBy(Duration.ofSeconds(10));
    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    clock.advanceTimeBy(Duration.ofSeconds(1));

    link.cut();

    assertThat(events.await(ConnectRetried.class, 6).delay()).isLessThanOrEqualTo(INTERVAL);
  }

  @Test
  void aPeerThatEndsTheConnectionSoonerDoesNotBeginTheWaitsAnew() {
    ZmtpListener listener = listen();
    ZmqSocket socket = open(spec().reconnectInterval(INTERVAL).connect(listener.endpoint()));
    for (int i = 1; i <= 5; i++) {
      ZmtpPeer refusing = accept(listener, "PULL");
      events.await(HandshakeSucceeded.class, i);
      clock.advanceTimeBy(Duration.ofMillis(999));
      await(refusing.script().close());
      clock.advanceTimeBy(retry(socket, i));
    }

    assertThat(events.await(ConnectRetried.class, 5).delay())
        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1600));
  }

  @Test
  void aConnectionWithoutAHandshakeDoesNotBeginTheWaitsAnew() {
    ZmtpListener listener = listen();
    ZmqSocket socket = open(spec().reconnectInterval(INTERVAL).connect(listener.endpoint()));
    for (int i = 1; i <= 5; i++) {
      await(await(listener.accept()).script().close());
      clock.advanceTimeBy(retry(socket, i));
    }

    assertThat(events.await(ConnectRetried.class, 5).delay())
        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1600));
  }

  @Test
  void anIntervalOfZeroIsAtOnce() {
    FaultyLink link = refusing();
    open(spec().reconnectInterval(Duration.ZERO).connect(link.endpoint()));

    assertThat(events.await(ConnectRetried.class).delay()).isZero();
    events.await(ConnectDelayed.class, 2);
  }

  @Test
  void aNegativeIntervalIsNever() {
    FaultyLink link = refusing();
    open(spec().reconnectInterval(NEVER).connect(link.endpoint()));

    assertThat(events.await(ConnectAbandoned.class).cause()).isInstanceOf(ConnectException.class);
    assertThat(events.count(ConnectRetried.class)).isZero();
  }

  @Test
  void aNegativeIntervalIsNeverAlsoAfterAConnectionWasLost() {
    ZmtpListener listener = listen();
    open(spec().reconnectInterval(NEVER).connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);

    await(peer.script().close());

    events.await(ConnectAbandoned.class);
    assertThat(events.count(ConnectRetried.class)).isZero();
  }

  @Test
  void itStopsWhereConnectionsAreRefused() {
    open(spec().reconnectStop(ReconnectStop.CONNECTION_REFUSED).connect(refusing().endpoint()));

    assertThat(events.await(ConnectAbandoned.class).cause()).isInstanceOf(ConnectException.class);
  }

  @Test
  void itStopsAfterAHandshakeThatFailed() {
    ZmtpListener listener = listen();
    open(spec().reconnectStop(ReconnectStop.HANDSHAKE_FAILED).connect(listener.endpoint()));

    await(await(listener.accept()).script().close());

    events.await(ConnectAbandoned.class);
    assertThat(events.names())
        .containsExactly("ConnectDelayed", "Connected", "HandshakeFailed", "ConnectAbandoned");
  }

  @Test
  void itStopsAfterAConnectionWasLost() {
    ZmtpListener listener = listen();
    open(spec().reconnectStop(ReconnectStop.AFTER_DISCONNECT).connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);

    await(peer.script().close());

    events.await(ConnectAbandoned.class);
  }

  @Test
  void itGoesOnAfterFailuresThatWereNotNamed() {
    ZmtpListener listener = listen();
    FaultyLink link = link(listener.endpoint());
    await(link.refuse());
    ZmqSocket socket =
        open(spec().reconnectStop(ReconnectStop.AFTER_DISCONNECT).connect(link.endpoint()));

    Duration refused = retry(socket, 1);
    await(link.accept());
    clock.advanceTimeBy(refused);
    await(await(listener.accept()).script().close());
    clock.advanceTimeBy(retry(socket, 2)); // no handshake

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    assertThat(events.count(HandshakeFailed.class)).isEqualTo(1);
  }

  @Test
  void anEndpointThatWasAbandonedIsGone() {
    FaultyLink link = refusing();
    ZmqSocket socket = open(spec().reconnectInterval(NEVER));
    ZmqEndpoint abandoned = await(socket.connect(link.endpoint()));

    await(abandoned.onDispose());

    assertThat(abandoned.isDisposed()).isTrue();
    assertThat(events.names()).containsExactly("ConnectDelayed", "ConnectAbandoned");
    assertThat(socket.endpoints()).isEmpty();
    StepVerifier.create(socket.disconnect(link.endpoint()))
        .expectError(InvalidEndpointException.class)
        .verify(PATIENCE);
  }

  @Test
  void anEndpointThatWasAbandonedIsGoneWhenThatIsTold() {
    FaultyLink link = refusing();
    ZmqSocket socket = open(spec().reconnectInterval(NEVER));
    Mono<List<ZmqEndpoint>> there =
        begun(
            socket.events().ofType(ConnectAbandoned.class).map(event -> socket.endpoints()).next());

    await(socket.connect(link.endpoint()));

    assertThat(await(there)).isEmpty();
  }

  @Test
  void anEndpointThatWasAbandonedIsConnectedToAnewAndDisconnectTakesTheNewOne() {
    ZmtpListener listener = listen();
    FaultyLink link = link(listener.endpoint());
    await(link.refuse());
    ZmqSocket socket = open(spec().reconnectInterval(NEVER));
    for (int i = 1; i <= 3; i++) {
      await(socket.connect(link.endpoint()));
      events.await(ConnectAbandoned.class, i);
    }
    await(link.accept());
    await(socket.connect(link.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);

    await(socket.disconnect(link.endpoint()));

    await(peer.script().expectClose());
    assertThat(socket.endpoints()).isEmpty();
  }

  @Test
  void theRoutingIdOfAnEndpointThatWasAbandonedIsFree() {
    RoutingId id = RoutingId.of("peer");
    FaultyLink link = refusing();
    RouterSocket router = open(zmq.router().reconnectInterval(NEVER).doOnEvent(events));
    await(router.connect(link.endpoint(), id));
    events.await(ConnectAbandoned.class);

    await(router.connect(link.endpoint(), id));

    events.await(ConnectAbandoned.class, 2);
  }

  @Test
  void afterDisconnectNoAttemptIsMade() {
    FaultyLink link = refusing();
    ZmqSocket socket = open(spec().connect(link.endpoint()));
    events.await(ConnectRetried.class);

    await(socket.disconnect(link.endpoint()));
    clock.advanceTimeBy(Duration.ofHours(1));
    metrics(socket);

    assertThat(events.names()).containsExactly("ConnectDelayed", "ConnectRetried", "Closed");
  }

  @Test
  void aConnectAttemptThatIsNotAnsweredIsGivenUpAfterItsTimeout() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "tcp://127.0.0.1:" + full.getLocalPort();
      connect(endpoint);
      connect(endpoint); // the kernel has no room for a third that nobody accepts

      open(spec().connectTimeout(Duration.ofMillis(50)).connect(endpoint));

      assertThat(events.await(ConnectRetried.class).cause())
          .hasMessageContaining("timed out after 50 ms");
    }
  }

  private PushSpec spec() {
    return zmq.push().doOnEvent(events);
  }

  /** Where connections are refused. */
  private FaultyLink refusing() {
    FaultyLink link = link("tcp://127.0.0.1:1");
    await(link.refuse());
    return link;
  }

  /** The waits before the first attempts, each of which is over when the next is read. */
  private List<Duration> retries(ZmqSocket socket, int count) {
    List<Duration> delays = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      if (n > 1) {
        clock.advanceTimeBy(delays.get(n - 2));
      }
      delays.add(retry(socket, n));
    }
    return delays;
  }

  /** The wait before an attempt, once it has begun. */
  private Duration retry(ZmqSocket socket, int nth) {
    Duration delay = events.await(ConnectRetried.class, nth).delay();
    metrics(socket); // told before the wait begins
    return delay;
  }
}
