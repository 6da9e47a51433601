package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.interop.LibzmqProcess;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * A peer that is not wanted is never told READY, so that it keeps what it would have sent: RFC 37
 * has what may pass told by a closed connection, and what may not by ERROR.
 */
class UnwantedPeerTest extends Scene {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final RoutingId WORKER = RoutingId.of("worker");
  private static final List<String> MESSAGES = List.of("1", "2", "3");
  private static final Duration SOON = Duration.ofMillis(5);

  private static final String WORKER_SCRIPT =
      """
      worker = socket("DEALER", connect=sys.argv[1], IDENTITY=b"worker")
      for each in (b"1", b"2", b"3"):
          worker.send(each)
      finish()
      """;

  private final Events serverEvents = new Events();
  private final Events clientEvents = new Events();
  private final List<String> received = new CopyOnWriteArrayList<>();

  enum Security {
    NULL,
    PLAIN,
    CURVE;

    <S extends SocketSpec<S, ?>> S server(S spec) {
      return switch (this) {
        case NULL -> spec;
        case PLAIN -> spec.plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")));
        case CURVE -> spec.curveServer(SERVER);
      };
    }

    <S extends SocketSpec<S, ?>> S client(S spec) {
      return switch (this) {
        case NULL -> spec;
        case PLAIN -> spec.plain("ann", "one");
        case CURVE -> spec.curve(CLIENT, SERVER.publicKey());
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondPairKeepsWhatItSendsUntilItIsTheOne(Security security) {
    PairSocket pair =
        open(security.server(zmq.pair()).doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));

    keepsWhatItSends(pair, pair.receive(), security.client(zmq.pair()), HandshakeFailure.EXCLUSIVE);
  }

  @ParameterizedTest
  @EnumSource
  void aDealerWhoseIdIsTakenKeepsWhatItSendsUntilTheIdIsFree(Security security) {
    RouterSocket router =
        open(security.server(zmq.router()).doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));
    Flux<ZmqMessage> messages = router.receive().map(RoutedMessage::message);

    keepsWhatItSends(
        router,
        messages,
        security.client(zmq.dealer().routingId(WORKER)),
        HandshakeFailure.DUPLICATE_ID);
  }

  @ParameterizedTest
  @EnumSource
  void thePeerThatIsOneTooManyKeepsWhatItSendsUntilThereIsAPlace(Security security) {
    ChannelSocket channel =
        open(security.server(zmq.channel()).doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));

    keepsWhatItSends(
        channel, channel.receive(), security.client(zmq.channel()), HandshakeFailure.EXCLUSIVE);
  }

  /** The first peer is there; the second is refused again and again, and sends all the while. */
  private <S extends SocketSpec<S, T>, T extends SendingSocket> void keepsWhatItSends(
      ZmqSocket server, Flux<ZmqMessage> messages, S client, HandshakeFailure reason) {
    keep(messages.map(ZmqMessage::text).subscribe(received::add));
    T first = open(client.connect(address(server)));
    await(first.send(ZmqMessage.of("of the first")));
    until(() -> received.size() == 1);
    T second =
        open(
            client
                .reconnectInterval(SOON)
                .reconnectIntervalMax(SOON)
                .doOnEvent(clientEvents)
                .connect(address(server)));
    keep(second.send(Flux.fromIterable(MESSAGES).map(ZmqMessage::of)).subscribe());
    assertThat(serverEvents.await(HandshakeFailed.class, 3).reason()).isEqualTo(reason);
    assertThat(clientEvents.await(HandshakeFailed.class).cause())
        .hasMessageContaining("does not want this side now");
    assertThat(clientEvents.count(HandshakeSucceeded.class)).isZero();

    first.dispose();

    until(() -> received.size() == 1 + MESSAGES.size());
    assertThat(received).startsWith("of the first").endsWith("1", "2", "3");
  }

  @Test
  void aPullThatIsFullLetsNobodyInThatItDoesNotKeep() {
    PullSocket pull =
        open(zmq.pull().maxPeers(1).doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));
    ZmtpPeer one = connect(address(pull));
    ZmtpPeer other = connect(address(pull));
    await(one.script().greeting().expectGreeting());
    await(other.script().greeting().expectGreeting());

    await(one.script().ready("PUSH").expectCommand("READY"));
    await(other.script().ready("PUSH").expectClose());

    assertThat(serverEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.TOO_MANY_PEERS);
  }

  @Test
  void readyWaitsForThePeersOwn() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(pull));
    await(peer.script().greeting().expectGreeting());
    assertThat(metrics(pull).peers()).isZero();

    await(peer.script().finish().expectClose());
  }

  @Test
  void whoIsOfATypeThatDoesNotFitIsToldByAnError() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(pull));

    await(
        peer.script()
            .greeting()
            .expectGreeting()
            .ready("SUB")
            .expect(ZmtpBytes.error("a_PULL_socket_talks_to_PUSH,_the_peer_is_a_SUB"))
            .expectClose());
  }

  @Test
  void aPairThatConnectsToTwoSaysReadyToOne() {
    ZmtpListener one = listen();
    ZmtpListener other = listen();
    open(zmq.pair().doOnEvent(clientEvents).connect(one.endpoint()).connect(other.endpoint()));
    ZmtpPeer first = keep(await(one.accept()));
    ZmtpPeer second = keep(await(other.accept()));
    await(first.script().greeting().expectGreeting().expectCommand("READY"));

    await(second.script().greeting().expectGreeting().expectClose());
    await(first.script().ready("PAIR"));

    clientEvents.await(HandshakeSucceeded.class);
    assertThat(clientEvents.await(HandshakeFailed.class).reason())
        .isEqualTo(HandshakeFailure.EXCLUSIVE);
  }

  @Test
  void aPlaceThatWasKeptForOneThatWentIsFree() {
    ZmtpListener one = listen();
    PairSocket pair = open(zmq.pair().doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));
    await(pair.connect(one.endpoint()));
    ZmtpPeer first = keep(await(one.accept()));
    await(first.script().greeting().expectGreeting().expectCommand("READY"));
    ZmtpPeer second = connect(address(pair));
    await(second.script().greeting().expectGreeting().ready("PAIR").expectClose());
    one.dispose();
    await(first.script().close());
    serverEvents.await(HandshakeFailed.class, e -> e.reason() == HandshakeFailure.CLOSED);

    join(pair, "PAIR");

    serverEvents.await(HandshakeSucceeded.class);
  }

  /** It would give up for good if it were told ERROR. */
  @Test
  void aLibzmqThatIsNotWantedKeepsWhatItSendsToo() {
    RouterSocket router = open(zmq.router().doOnEvent(serverEvents).bind("tcp://127.0.0.1:*"));
    DealerSocket first = open(zmq.dealer().routingId(WORKER).connect(address(router)));
    serverEvents.await(HandshakeSucceeded.class);
    try (LibzmqProcess libzmq = LibzmqProcess.start(WORKER_SCRIPT, address(router))) {
      assertThat(serverEvents.await(HandshakeFailed.class, 3).reason())
          .isEqualTo(HandshakeFailure.DUPLICATE_ID);

      first.dispose();

      List<RoutedMessage> all = await(router.receive().take(MESSAGES.size()).collectList());
      assertThat(all).extracting(each -> each.message().text()).isEqualTo(MESSAGES);
      await(libzmq.end());
    }
  }
}
