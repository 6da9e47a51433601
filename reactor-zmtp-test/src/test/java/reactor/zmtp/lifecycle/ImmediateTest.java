package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** With immediate(false) an endpoint that is being connected to counts as a peer. */
class ImmediateTest extends Scene {

  private static final int MARK = 10;

  @Test
  void byDefaultNothingIsTakenForAPeerThatIsNotThere() {
    PushSocket push =
        open(zmq.push().sendHighWaterMark(MARK).connect(refusing(listen()).endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());
    metrics(push);
    metrics(push);

    assertThat(supply.requested()).isZero();
  }

  @Test
  void theMarkIsTakenForAPeerThatIsNotThereAndWaits() {
    PushSocket push = open(spec().connect(refusing(listen()).endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());

    until(push, m -> m.waitingToSend() == MARK);
    assertThat(supply.requested()).isEqualTo(MARK);
  }

  @Test
  void whatWaitsIsSentWhenThePeerComes() {
    ZmtpListener listener = listen();
    FaultyLink link = refusing(listener);
    PushSocket push = open(spec().connect(link.endpoint()));
    Mono<Void> sent = push.send(Supply.of(100).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() == MARK);

    await(link.accept());
    ZmtpPeer peer = accept(listener, "PULL");

    assertThat(numbers(peer, 100)).startsWith(0L, 1L).endsWith(99L).isSorted();
    await(sent);
  }

  @Test
  void eachEndpointThatIsConnectedToIsWorthItsMark() {
    FaultyLink link = refusing(listen());
    PushSocket push = open(spec().connect(link.endpoint()).connect(link.endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());

    until(push, m -> m.waitingToSend() == 2 * MARK);
  }

  @Test
  void itIsTakenAgainForAPeerThatWasLost() {
    ZmtpListener listener = listen();
    FaultyLink link = link(listener.endpoint());
    PushSocket push = open(spec().connect(link.endpoint()));
    accept(listener, "PULL");
    until(push, m -> m.peers() == 1);
    await(link.refuse());
    link.cut();
    until(push, m -> m.peers() == 0);

    keep(push.send(Supply.endless().messages()).subscribe());

    until(push, m -> m.waitingToSend() == MARK);
  }

  @Test
  void whatWaitsIsBoundToNoEndpointAndGoesToWhoeverComes() {
    ZmtpListener listener = listen();
    PushSocket push = open(spec().connect(refusing(listen()).endpoint()));
    Mono<Void> sent = push.send(Supply.of(5).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() == 5);

    await(push.connect(listener.endpoint()));

    assertThat(numbers(accept(listener, "PULL"), 5)).containsExactly(0L, 1L, 2L, 3L, 4L);
    await(sent);
  }

  @Test
  void anEndpointThatIsBoundIsNoPeer() {
    PushSocket push = open(spec().bind(Anywhere.endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());
    metrics(push);
    metrics(push);

    assertThat(supply.requested()).isZero();
  }

  @Test
  void anEndpointThatIsDisconnectedIsNoPeerAnyMore() {
    FaultyLink link = refusing(listen());
    PushSocket push = open(spec().connect(link.endpoint()));
    await(push.disconnect(link.endpoint()));
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());
    metrics(push);
    metrics(push);

    assertThat(supply.requested()).isZero();
  }

  @Test
  void anEndpointThatWasAbandonedIsNoPeerAnyMore() {
    Events events = new Events();
    ZmtpListener listener = listen();
    PushSocket push =
        open(
            spec()
                .reconnectStop(ReconnectStop.AFTER_DISCONNECT)
                .doOnEvent(events)
                .connect(listener.endpoint()));
    await(accept(listener, "PULL").script().close());
    events.await(ConnectAbandoned.class);
    Supply supply = Supply.endless();

    keep(push.send(supply.messages()).subscribe());
    metrics(push);
    metrics(push);

    assertThat(supply.requested()).isZero();
  }

  @Test
  void aPairTakesItsMarkToo() {
    PairSocket pair =
        open(
            zmq.pair()
                .sendHighWaterMark(MARK)
                .immediate(false)
                .connect(refusing(listen()).endpoint()));

    keep(pair.send(Supply.endless().messages()).subscribe());

    until(pair, m -> m.waitingToSend() == MARK);
  }

  private PushSpec spec() {
    return zmq.push()
        .sendHighWaterMark(MARK)
        .immediate(false)
        .reconnectInterval(Duration.ofMillis(5));
  }

  private FaultyLink refusing(ZmtpListener listener) {
    FaultyLink link = link(listener.endpoint());
    await(link.refuse());
    return link;
  }
}
