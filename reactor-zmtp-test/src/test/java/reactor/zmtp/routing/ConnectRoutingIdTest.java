package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqException;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/** The routing id of a peer that is connected to: libzmq's test_connect_rid. */
class ConnectRoutingIdTest extends RoutingScene {

  private static final RoutingId CONN1 = RoutingId.of("conn1");
  private static final RoutingId Z = RoutingId.of("Z");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRouterAddressesTheRouterItConnectsToAsItSays(boolean named) {
    RouterSpec binding = zmq.router().bind(Anywhere.endpoint());
    RouterSpec connecting = zmq.router();
    RouterSocket bound = open(named ? binding.routingId(X) : binding);
    RouterSocket connected = open(named ? connecting.routingId(Y) : connecting);
    await(connected.connect(address(bound), CONN1));
    untilPeers(connected, 1);

    send(connected, CONN1, "hi 1");
    RoutedMessage received = receive(bound);
    await(bound.send(received.reply(to(X, "ok").message())));

    assertThat(received.message().text()).isEqualTo("hi 1");
    if (named) {
      assertThat(received.peer()).isEqualTo(Y);
    } else {
      assertThat(received.peer().bytes()).hasSize(5).startsWith(0);
    }
    assertThat(receive(connected)).isEqualTo(to(CONN1, "ok"));
  }

  @Test
  void aRouterConnectsToOneWhileAnotherSpeaksToIt() {
    RouterSocket x = open(zmq.router().routingId(X).bind(Anywhere.endpoint()));
    RouterSocket z = open(zmq.router().routingId(Z).bind(Anywhere.endpoint()));
    RouterSocket y = open(zmq.router().routingId(Y));
    await(y.connect(address(x), X));
    untilPeers(y, 1);
    send(y, X, "hi 1");
    until(x, metrics -> metrics.waitingToReceive() == 1);

    await(x.connect(address(z), Z));
    untilPeers(x, 2);
    send(x, Z, "hi 1");

    assertThat(receive(z)).isEqualTo(to(X, "hi 1"));
    assertThat(metrics(y).waitingToReceive()).isZero();
  }

  @Test
  void thePeerKeepsItsIdWhenItIsConnectedToAgain() {
    ZmtpListener listener = listen();
    RouterSocket router = open(zmq.router().reconnectInterval(Duration.ofMillis(1)));
    await(router.connect(listener.endpoint(), X));
    for (int i = 0; i < 2; i++) {
      ZmtpPeer peer = accept(listener, "DEALER");
      untilPeers(router, 1);
      send(router, X, "Hello");
      await(peer.script().expectMessage("Hello").close());
      untilPeers(router, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unlessImmediateAMessageWaitsForThePeerThatIsBeingConnectedTo(boolean mandatory) {
    ZmtpListener listener = listen();
    RouterSocket router = open(zmq.router().mandatory(mandatory).immediate(false));
    await(router.connect(listener.endpoint(), X));
    Mono<Void> sent = router.send(to(X, "first")).cache();
    keep(sent.subscribe());
    assertThat(metrics(router).sent()).isZero();

    ZmtpPeer peer = accept(listener, "DEALER");

    await(sent);
    await(peer.script().expectMessage("first"));
    assertThat(metrics(router).discarded()).isZero();
  }

  @Test
  void aMessageThatWaitsForAPeerFailsWhenTheAttemptToConnectIsGivenUp() {
    ZmtpListener listener = listen();
    RouterSocket router =
        open(
            zmq.router()
                .mandatory(true)
                .immediate(false)
                .reconnectStop(ReconnectStop.HANDSHAKE_FAILED));
    await(router.connect(listener.endpoint(), X));
    Mono<Void> sent = router.send(to(X, "first")).cache();
    keep(sent.subscribe(done -> {}, failure -> {}));

    await(await(listener.accept()).script().close());

    StepVerifier.create(sent).expectError(UnroutableException.class).verify(PATIENCE);
  }

  @Test
  void noTwoEndpointsHaveOneId() {
    ZmtpListener listener = listen();
    RouterSocket router = open(zmq.router());
    await(router.connect(listener.endpoint(), X));

    StepVerifier.create(router.connect(listener.endpoint(), X))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("another endpoint of this socket has that routing id"))
        .verify(PATIENCE);

    await(router.disconnect(listener.endpoint()));
    await(router.connect(listener.endpoint(), X));
  }

  @Test
  void anIdThatBeginsWithZeroIsRefused() {
    RouterSocket router = open(zmq.router());

    StepVerifier.create(router.connect("tcp://127.0.0.1:1", RoutingId.of(new byte[] {0, 1})))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("those that begin with a zero byte are generated"))
        .verify(PATIENCE);
  }

  @Test
  void aPeerThatCameBeforeWithThatIdKeepsIt() {
    Events events = new Events();
    RouterSocket router = open(zmq.router().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(router, "DEALER", X);
    untilPeers(router, 1);
    ZmtpListener listener = listen();
    await(router.connect(listener.endpoint(), X));

    await(await(listener.accept()).script().greeting().ready("DEALER").discardUntilClose());

    assertThat(events.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.DUPLICATE_ID);
    send(router, X, "Hello");
    await(first.script().expectMessage("Hello"));
  }
}
