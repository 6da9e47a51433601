package reactor.zmtp.lifecycle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;
import reactor.zmtp.BindException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.BindFailed;
import reactor.zmtp.SocketEvent.Closed;
import reactor.zmtp.SocketEvent.ConnectDelayed;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What a socket tells of its endpoints, connections and messages. */
class EventsTest extends Scene {

  private final Events events = new Events();

  @Test
  void listeningTellsTheRealAddress() {
    PullSocket pull = open(zmq.pull().doOnEvent(events));
    ZmqEndpoint endpoint = await(pull.bind("tcp://127.0.0.1:*"));

    Listening listening = events.await(Listening.class);

    assertThat(listening.endpoint()).isEqualTo(endpoint.address());
    assertThat(listening.local())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()));
  }

  @Test
  void bindFailedTellsWhatWasAskedForAndWhy() {
    String taken = address(open(zmq.pull().bind(Anywhere.endpoint())));
    PullSocket pull = open(zmq.pull().doOnEvent(events));

    StepVerifier.create(pull.bind(taken)).expectError(BindException.class).verify(PATIENCE);

    BindFailed failed = events.await(BindFailed.class);
    assertThat(failed.endpoint()).isEqualTo(taken);
    assertThat(failed.cause()).isInstanceOf(BindException.class);
  }

  @Test
  void acceptedTellsBothAddresses() {
    PullSocket pull = open(spec());

    ZmtpPeer peer = connect(address(pull));

    Accepted accepted = events.await(Accepted.class);
    assertThat(accepted.endpoint()).isEqualTo(address(pull));
    assertThat(accepted.local()).isEqualTo(peer.remoteAddress());
    assertThat(port(accepted.remote())).isPositive().isNotEqualTo(port(accepted.local()));
  }

  @Test
  void acceptFailedTellsWhoWasTurnedAwayAndWhy() {
    PullSocket pull = open(spec().acceptFilter("10.0.0.0/8"));

    ZmtpPeer peer = connect(address(pull));
    await(peer.script().expectClose());

    AcceptFailed failed = events.await(AcceptFailed.class);
    assertThat(failed.endpoint()).isEqualTo(address(pull));
    assertThat(failed.reason()).isEqualTo(AcceptFailure.FILTERED);
    assertThat(((InetSocketAddress) failed.remote()).getAddress().getHostAddress())
        .isEqualTo("127.0.0.1");
    assertThat(failed.cause())
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("acceptFilter");
    assertThat(events.count(Accepted.class)).isZero();
  }

  @Test
  void acceptFailedTellsOfTooManyHandshakes() {
    PullSocket pull = open(spec().maxHandshakes(2));
    connect(address(pull));
    ZmtpPeer second = connect(address(pull));
    events.await(Accepted.class, 2);

    await(connect(address(pull)).script().expectClose());
    AcceptFailed failed = events.await(AcceptFailed.class);
    assertThat(failed.reason()).isEqualTo(AcceptFailure.TOO_MANY_HANDSHAKES);
    assertThat(failed.cause()).hasMessageContaining("maxHandshakes");

    // One that succeeds makes room for another.
    await(second.script().handshake("PUSH"));
    events.await(HandshakeSucceeded.class);
    connect(address(pull));
    events.await(Accepted.class, 3);
  }

  @Test
  void connectDelayedAndConnectedTellTheEndpointAndItsAddresses() {
    ZmtpListener listener = listen();
    open(zmq.push().doOnEvent(events).connect(listener.endpoint()));

    ZmtpPeer peer = await(listener.accept());

    assertThat(events.await(ConnectDelayed.class))
        .isEqualTo(new ConnectDelayed(listener.endpoint()));
    Connected connected = events.await(Connected.class);
    assertThat(connected.endpoint()).isEqualTo(listener.endpoint());
    assertThat(connected.local()).isEqualTo(peer.remoteAddress());
    assertThat(listener.endpoint()).endsWith(":" + port(connected.remote()));
  }

  @Test
  void handshakeSucceededTellsThePeersTypeOnBothSides() {
    Events pushEvents = new Events();
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind("tcp://127.0.0.1:*"));
    open(zmq.push().doOnEvent(pushEvents).connect(address(pull)));

    HandshakeSucceeded bound = events.await(HandshakeSucceeded.class);
    HandshakeSucceeded connected = pushEvents.await(HandshakeSucceeded.class);

    assertThat(bound.peerType()).isEqualTo(SocketType.PUSH);
    assertThat(connected.peerType()).isEqualTo(SocketType.PULL);
    assertThat(port(bound.local())).isEqualTo(port(connected.remote()));
    assertThat(port(bound.remote())).isEqualTo(port(connected.local()));
    assertThat(bound.endpoint()).isEqualTo(connected.endpoint()).isEqualTo(address(pull));
  }

  @Test
  void handshakeFailedTellsThatThePeerClosed() {
    PullSocket pull = open(spec());

    await(connect(address(pull)).script().greeting().close());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failed.endpoint()).isEqualTo(address(pull));
  }

  @Test
  void handshakeFailedTellsWhichRuleWasBroken() {
    PullSocket pull = open(spec());

    await(
        connect(address(pull))
            .script()
            .send("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(US_ASCII))
            .discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(((ProtocolException) failed.cause()).rule()).isEqualTo(Rule.SIGNATURE);
  }

  @Test
  void handshakeFailedTellsOfATypeThatDoesNotFit() {
    PullSocket pull = open(spec());

    await(connect(address(pull)).script().greeting().ready("PULL").discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.PROTOCOL);
    assertThat(((ProtocolException) failed.cause()).rule())
        .isEqualTo(Rule.INCOMPATIBLE_SOCKET_TYPE);
  }

  @Test
  void handshakeFailedTellsThatThePeerSaidError() {
    PullSocket pull = open(spec());

    await(
        connect(address(pull))
            .script()
            .greeting()
            .send(ZmtpBytes.error("not today"))
            .discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.REFUSED_BY_PEER);
    assertThat(failed.cause()).hasMessageContaining("not today");
  }

  @Test
  void disconnectedHasNoCauseWhereThePeerClosed() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = join(pull, "PUSH");
    HandshakeSucceeded succeeded = events.await(HandshakeSucceeded.class);

    await(peer.script().close());

    assertThat(events.await(Disconnected.class))
        .isEqualTo(
            new Disconnected(
                address(pull),
                succeeded.local(),
                succeeded.remote(),
                DisconnectReason.PEER_CLOSED,
                null));
  }

  @Test
  void disconnectedTellsThatThePeerReset() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = join(pull, "PUSH");
    events.await(HandshakeSucceeded.class);

    await(peer.script().reset());

    Disconnected disconnected = events.await(Disconnected.class);
    assertThat(disconnected.reason()).isEqualTo(DisconnectReason.FAILED);
    assertThat(disconnected.cause()).hasMessageContaining("reset");
  }

  @Test
  void disconnectedTellsThatThisSideWasAskedTo() {
    PullSocket pull = open(spec());
    join(pull, "PUSH");
    events.await(HandshakeSucceeded.class);

    await(pull.unbind(address(pull)));

    Disconnected disconnected = events.await(Disconnected.class);
    assertThat(disconnected.reason()).isEqualTo(DisconnectReason.CLOSED);
    assertThat(disconnected.cause()).isNull();
  }

  @Test
  void disconnectedTellsWhichRuleThePeerBroke() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = join(pull, "PUSH");

    await(peer.script().frame(0x80, new byte[1]).expectClose());

    Disconnected disconnected = events.await(Disconnected.class);
    assertThat(disconnected.reason()).isEqualTo(DisconnectReason.PROTOCOL);
    assertThat(((ProtocolException) disconnected.cause()).rule()).isEqualTo(Rule.MALFORMED_FRAME);
  }

  @Test
  void closedTellsOfAnEndpointThatIsUnbound() {
    PullSocket pull = open(spec());
    String endpoint = address(pull);

    await(pull.unbind(endpoint));

    assertThat(events.await(Closed.class)).isEqualTo(new Closed(endpoint));
  }

  @Test
  void discardedTellsOfMessagesThatCameToASocketThatOnlySends() {
    PushSocket push = open(zmq.push().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(push, "PULL");

    await(peer.script().message("to whom?"));

    Discarded discarded = events.await(Discarded.class);
    assertThat(discarded.count()).isEqualTo(1);
    assertThat(discarded.reason()).isEqualTo(DiscardReason.NOT_RECEIVABLE);
    assertThat(metrics(push).discarded()).isEqualTo(1);
  }

  @Test
  void theLifeOfABoundSocketIsToldInOrder() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = join(pull, "PUSH");
    events.await(HandshakeSucceeded.class);
    await(peer.script().close());
    events.await(Disconnected.class);
    await(pull.disposeLater());

    assertThat(events.names())
        .containsExactly(
            "Listening", "Accepted", "HandshakeSucceeded", "Disconnected", "Closed", "Stopped");
  }

  @Test
  void theLifeOfAConnectedSocketIsToldInOrder() {
    ZmtpListener listener = listen();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    await(peer.script().close());
    events.await(ConnectRetried.class);
    await(push.disposeLater());

    assertThat(events.names())
        .startsWith(
            "ConnectDelayed", "Connected", "HandshakeSucceeded", "Disconnected", "ConnectRetried")
        .endsWith("Closed", "Stopped");
  }

  @Test
  void theEndOfASocketWithPeersIsToldInOrder() {
    PullSocket pull = open(spec());
    ZmtpPeer peer = join(pull, "PUSH");
    events.await(HandshakeSucceeded.class);

    pull.dispose();
    await(peer.script().expectClose().close());
    await(pull.onDispose());

    assertThat(events.names())
        .containsExactly(
            "Listening", "Accepted", "HandshakeSucceeded", "Disconnected", "Closed", "Stopped");
    assertThat(events.await(Stopped.class).endpoint()).isEmpty();
  }

  @Test
  void theFluxOfEventsCompletesAfterStopped() {
    PullSocket pull = open(zmq.pull());

    StepVerifier.create(pull.events())
        .then(() -> await(pull.bind(Anywhere.endpoint())))
        .expectNextMatches(Listening.class::isInstance)
        .then(pull::dispose)
        .expectNextMatches(Closed.class::isInstance)
        .expectNext(new Stopped(""))
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void anyNumberMaySubscribeAndSeeWhatHappensFromThenOn() {
    PullSocket pull = open(zmq.pull());
    List<SocketEvent> first = new CopyOnWriteArrayList<>();
    List<SocketEvent> second = new CopyOnWriteArrayList<>();
    keep(pull.events().subscribe(first::add));
    await(pull.bind(Anywhere.endpoint()));
    keep(pull.events().subscribe(second::add));
    await(pull.bind(Anywhere.endpoint()));

    until(() -> first.size() == 2);
    assertThat(second).containsExactly(first.get(1));
  }

  @Test
  void oneListenerOfManySocketsKnowsWhoseEventItIs() {
    List<String> told = new CopyOnWriteArrayList<>();
    BiConsumer<ZmqSocket, SocketEvent> listener =
        (socket, event) -> told.add(socket.name() + " " + event.getClass().getSimpleName());

    PullSocket orders =
        open(zmq.pull().name("orders").doOnSocketEvent(listener).bind(Anywhere.endpoint()));
    open(zmq.push().name("trades").doOnSocketEvent(listener).connect(orders.address()));
    until(orders, metrics -> metrics.peers() == 1);

    until(() -> told.contains("trades HandshakeSucceeded"));
    assertThat(told).startsWith("orders Listening").contains("orders HandshakeSucceeded");
  }

  @Test
  void whatHappensIsToldOnTheEventLoop() {
    List<String> threads = new CopyOnWriteArrayList<>();
    PullSocket pull =
        open(
            zmq.pull()
                .doOnEvent(event -> threads.add(Thread.currentThread().getName()))
                .bind(Anywhere.endpoint()));
    keep(pull.events().subscribe(event -> threads.add(Thread.currentThread().getName())));
    join(pull, "PUSH");
    until(pull, m -> m.peers() == 1);

    assertThat(threads).hasSizeGreaterThan(2).allMatch(name -> name.startsWith("zmtp-"));
  }

  @Test
  void aSubscriberThatDoesNotAskLosesTheOldestEventsBeyond1024() {
    PullSocket pull = open(zmq.pull());
    List<SocketEvent> kept = new CopyOnWriteArrayList<>();
    BaseSubscriber<SocketEvent> sleeper =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            // asks for nothing yet
          }

          @Override
          protected void hookOnNext(SocketEvent event) {
            kept.add(event);
          }
        };
    pull.events().subscribe(keep(sleeper));
    for (int i = 0; i < 600; i++) {
      ZmqEndpoint endpoint = await(pull.bind(Anywhere.endpoint()));
      await(pull.unbind(endpoint.address()));
    }

    sleeper.requestUnbounded();

    until(() -> kept.size() >= 1024);
    assertThat(kept).hasSize(1024);
    assertThat(kept.get(1023)).isInstanceOf(Closed.class);
  }

  private PullSpec spec() {
    return zmq.pull().doOnEvent(events).bind(Anywhere.endpoint());
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }
}
