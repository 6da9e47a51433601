package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;

/** Two peers of one routing id: libzmq's test_router_handover. */
class RouterHandoverTest extends RoutingScene {

  private final Events events = new Events();

  @Test
  void withHandoverTheNewcomerTakesTheIdAndTheOlderConnectionIsClosed() {
    RouterSocket router =
        open(zmq.router().handover(true).doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(router, "DEALER", X);
    await(first.script().message("Hello"));
    assertThat(receive(router)).isEqualTo(to(X, "Hello"));

    ZmtpPeer second = join(router, "DEALER", X);
    await(second.script().message("Hello again"));
    assertThat(receive(router)).isEqualTo(to(X, "Hello again"));
    send(router, X, "for the second");

    await(first.script().expectClose());
    await(second.script().expectMessage("for the second"));
    untilPeers(router, 1);
  }

  @Test
  void withHandoverWhatTheFirstHasSentStays() {
    RouterSocket router =
        open(zmq.router().handover(true).doOnEvent(events).bind(Anywhere.endpoint()));
    await(join(router, "DEALER", X).script().message("from the first"));
    until(router, metrics -> metrics.waitingToReceive() == 1);

    join(router, "DEALER", X);
    events.await(HandshakeSucceeded.class, 2);

    assertThat(receive(router)).isEqualTo(to(X, "from the first"));
  }

  @Test
  void withoutHandoverTheNewcomerIsRefusedAndTheEventSaysWhy() {
    RouterSocket router = open(zmq.router().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(router, "DEALER", X);
    untilPeers(router, 1);

    ZmtpPeer second = connect(address(router));
    await(introduce(second, "DEALER", X).message("not heard").discardUntilClose());
    HandshakeFailed refused = events.await(HandshakeFailed.class);
    send(router, X, "for the first");
    await(first.script().expectMessage("for the first").message("heard"));

    assertThat(refused.reason()).isEqualTo(HandshakeFailure.DUPLICATE_ID);
    assertThat(refused.cause()).hasMessageContaining("routing id X");
    assertThat(receive(router)).isEqualTo(to(X, "heard"));
  }

  @Test
  void withoutHandoverTheIdIsFreeWhenItsPeerHasGone() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    await(join(router, "DEALER", X).script().close());
    untilPeers(router, 0);

    ZmtpPeer second = join(router, "DEALER", X);
    await(second.script().message("my turn"));

    assertThat(receive(router)).isEqualTo(to(X, "my turn"));
  }
}
