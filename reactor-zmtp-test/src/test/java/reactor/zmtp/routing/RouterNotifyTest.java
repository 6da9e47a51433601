package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/** Notices of peers that come and go: libzmq's test_router_notify. */
class RouterNotifyTest extends RoutingScene {

  private static final RoutedMessage NOTICE = to(X, "");

  @Test
  void aPeerThatComesIsTold() {
    RouterSocket router = open(notifying(PeerNotice.CONNECTED));

    ZmtpPeer peer = join(router, "DEALER", X);
    assertThat(receive(router)).isEqualTo(NOTICE);
    await(peer.script().message("Hello"));
    assertThat(receive(router)).isEqualTo(to(X, "Hello"));

    await(peer.script().close());
    untilPeers(router, 0);
    assertThat(metrics(router).waitingToReceive()).isZero();
  }

  @Test
  void aPeerThatGoesIsTold() {
    RouterSocket router = open(notifying(PeerNotice.DISCONNECTED));

    ZmtpPeer peer = join(router, "DEALER", X);
    await(peer.script().message("Hello").close());

    assertThat(receive(router, 2)).containsExactly(to(X, "Hello"), NOTICE);
  }

  @Test
  void bothAreToldAndAPeerMayComeAgain() {
    RouterSocket router = open(notifying(PeerNotice.CONNECTED, PeerNotice.DISCONNECTED));

    for (int i = 0; i < 3; i++) {
      ZmtpPeer peer = join(router, "DEALER", X);
      assertThat(receive(router)).isEqualTo(NOTICE);
      await(peer.script().close());
      assertThat(receive(router)).isEqualTo(NOTICE);
    }
  }

  @Test
  void noneIsToldUnlessAskedFor() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));

    await(join(router, "DEALER", X).script().message("Hello").close());
    untilPeers(router, 0);
    until(router, metrics -> metrics.waitingToReceive() > 0);

    assertThat(receive(router)).isEqualTo(to(X, "Hello"));
    assertThat(metrics(router).waitingToReceive()).isZero();
  }

  @Test
  void aHandshakeThatFailsIsNotTold() {
    Events events = new Events();
    RouterSocket router =
        open(notifying(PeerNotice.CONNECTED, PeerNotice.DISCONNECTED).doOnEvent(events));

    ZmtpPeer stranger = connect(address(router));
    await(stranger.script().send("not-a-handshake".getBytes(StandardCharsets.UTF_8)).finish());
    events.await(HandshakeFailed.class);

    assertThat(metrics(router).waitingToReceive()).isZero();
  }

  @Test
  void aPeerThatIsLostInTheMiddleOfAMessageIsToldAndTheMessageIsNot() {
    RouterSocket router = open(notifying(PeerNotice.DISCONNECTED).maxMessageSize(64));

    await(join(router, "DEALER", X).script().message("Hello2", "*".repeat(127)));

    assertThat(receive(router)).isEqualTo(NOTICE);
    assertThat(metrics(router).waitingToReceive()).isZero();
  }

  @Test
  void thatAPeerWentIsToldAfterItsLastMessageHoweverSlowTheSubscriber() {
    RouterSocket router = open(notifying(PeerNotice.DISCONNECTED).receiveHighWaterMark(2));
    byte[][] messages = new byte[100][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = ZmtpBytes.message(i + " ");
    }
    await(join(router, "DEALER", X).script().send(messages).close());

    for (int i = 0; i < messages.length; i++) {
      assertThat(receive(router)).isEqualTo(to(X, i + " "));
    }
    assertThat(receive(router)).isEqualTo(NOTICE);
  }

  @Test
  void aPeerWhosePlaceWasTakenIsNotToldToHaveGone() {
    RouterSocket router = open(notifying(PeerNotice.DISCONNECTED).handover(true));
    ZmtpPeer first = join(router, "DEALER", X);
    untilPeers(router, 1);

    ZmtpPeer second = join(router, "DEALER", X);
    await(first.script().discardUntilClose());
    untilPeers(router, 1);
    await(second.script().message("here").close());

    assertThat(receive(router, 2)).containsExactly(to(X, "here"), NOTICE);
    untilPeers(router, 0);
    assertThat(metrics(router).waitingToReceive()).as("notices of the first").isZero();
  }

  private RouterSpec notifying(PeerNotice... notices) {
    return zmq.router().notify(Set.of(notices)).bind(Anywhere.endpoint());
  }
}
