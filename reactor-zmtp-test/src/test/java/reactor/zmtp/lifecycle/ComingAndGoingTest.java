package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** As everywhere in ZeroMQ, the peer may come later, or come back. */
class ComingAndGoingTest extends Scene {

  @Test
  void bindBeforeConnect() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  @Test
  void connectBeforeBind() {
    String endpoint = freeEndpoint();
    Events events = new Events();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(endpoint));
    Mono<Void> sent = push.send(ZmqMessage.of("early")).cache();
    keep(sent.subscribe());
    events.await(ConnectRetried.class);

    PullSocket pull = open(zmq.pull().bind(endpoint));

    assertThat(await(pull.receive().next()).text()).isEqualTo("early");
    await(sent);
  }

  @Test
  void connectResolvesBeforeAnybodyIsThere() {
    PushSocket push = open(zmq.push());

    assertThat(await(push.connect(freeEndpoint())).isDisposed()).isFalse();
  }

  @Test
  void aPeerThatRestartsIsConnectedToAgain() {
    PullSocket first = open(zmq.pull().bind(Anywhere.endpoint()));
    String endpoint = address(first);
    Events events = new Events();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(endpoint));
    await(push.send(ZmqMessage.of("one")));
    assertThat(await(first.receive().next()).text()).isEqualTo("one");

    await(first.disposeLater());
    events.await(Disconnected.class);
    PullSocket second = open(zmq.pull().bind(endpoint));
    await(push.send(ZmqMessage.of("two")));

    assertThat(await(second.receive().next()).text()).isEqualTo("two");
    assertThat(events.count(Connected.class)).isEqualTo(2);
  }

  @Test
  void aBoundSocketIsFoundAgainByAPeerThatRestarts() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    PullSocket first = open(zmq.pull().connect(address(push)));
    await(push.send(ZmqMessage.of("one")));
    assertThat(await(first.receive().next()).text()).isEqualTo("one");

    await(first.disposeLater());
    until(push, m -> m.peers() == 0);
    Mono<Void> sent = push.send(ZmqMessage.of("two")).cache();
    keep(sent.subscribe());
    PullSocket second = open(zmq.pull().connect(address(push)));

    assertThat(await(second.receive().next()).text()).isEqualTo("two");
    await(sent);
  }

  @Test
  void whenThePeerRestartsNothingIsLostThatWasNotWritten() {
    ZmtpListener listener = listen();
    PushSocket push =
        open(zmq.push().sendHighWaterMark(10).sendBuffer(16_384).connect(listener.endpoint()));
    ZmtpPeer before = accept(listener, "PULL");
    Mono<Void> sent = push.send(Supply.of(60).sized(50_000).messages()).cache();
    keep(sent.subscribe());
    until(push, m -> m.sent() > 0 && m.waitingToSend() > 0);
    standstill(push);

    await(before.script().reset());
    SocketMetrics lost = until(push, m -> m.peers() == 0);
    ZmtpPeer after = accept(listener, "PULL");

    List<Long> rest = numbers(after, 60 - lost.sent());
    assertThat(rest).startsWith(lost.sent()).endsWith(59L).isSorted().doesNotHaveDuplicates();
    await(sent);
  }

  @Test
  void whatWasReceivedFromAPeerThatIsGoneStays() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pull, "PUSH");
    await(peer.script().message("0 ").message("1 ").close());
    until(pull, m -> m.peers() == 0 && m.waitingToReceive() == 2);

    assertThat(numbers(await(pull.receive().take(2).collectList()))).containsExactly(0L, 1L);
  }

  @Test
  void aConnectionThatIsResetIsMadeAgain() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    FaultyLink link = link(address(pull));
    Events events = new Events();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(link.endpoint()));
    events.await(HandshakeSucceeded.class);

    link.reset();
    events.await(HandshakeSucceeded.class, 2);
    await(push.send(ZmqMessage.of("again")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("again");
    assertThat(events.await(Disconnected.class).cause()).isNotNull();
  }

  @Test
  void aHandshakeThatFailsIsTriedAgain() {
    ZmtpListener listener = listen();
    Events events = new Events();
    PushSocket push = open(zmq.push().doOnEvent(events).connect(listener.endpoint()));
    ZmtpPeer wrong = await(listener.accept());
    await(wrong.script().greeting().expectGreeting().ready("PUB").close());

    ZmtpPeer right = accept(listener, "PULL");
    await(push.send(ZmqMessage.of("at last")));

    await(right.script().expectMessage("at last"));
  }

  /** An endpoint that nobody is bound to. */
  private String freeEndpoint() {
    PullSocket before = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = address(before);
    await(before.disposeLater());
    return endpoint;
  }
}
