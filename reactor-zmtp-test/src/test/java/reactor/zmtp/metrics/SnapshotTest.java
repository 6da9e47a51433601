package reactor.zmtp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Figures of sockets, asked for from any thread. */
class SnapshotTest extends Scene {

  @Test
  void aSnapshotHasWhatMetricsHave() {
    PullSocket pull =
        open(zmq.pull().receiveHighWaterMark(10).credit(false).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(20).connect(pull.address()));
    await(push.send(Supply.of(100).messages()).and(pull.receive().take(100)));

    SocketMetrics pushed = push.snapshot();
    SocketMetrics pulled = pull.snapshot();

    assertThat(pushed).isEqualTo(await(push.metrics()));
    assertThat(pushed.sent()).isEqualTo(100);
    assertThat(pushed.sendHighWaterMark()).isEqualTo(20);
    assertThat(pushed.receiveHighWaterMark()).isZero();
    assertThat(pulled.received()).isEqualTo(100);
    assertThat(pulled.receiveHighWaterMark()).isEqualTo(10);
    assertThat(pulled.peers()).isEqualTo(1);
  }

  @Test
  void whatWaitsIsInASnapshot() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(10).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(10).connect(pull.address()));
    keep(push.send(Supply.endless().messages()).subscribe());

    until(() -> push.snapshot().waitingToSend() >= 9);
    until(() -> push.snapshot().inFlight() == 10);
    until(() -> pull.snapshot().waitingToReceive() == 10);
  }

  @Test
  void whatIsRequestedAndNotDeliveredIsDemand() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    BaseSubscriber<ZmqMessage> subscriber = new BaseSubscriber<>() {};
    pull.receive().subscribe(subscriber);
    keep(subscriber);
    until(() -> pull.snapshot().demand() == Long.MAX_VALUE);

    subscriber.cancel();

    until(() -> pull.snapshot().demand() == 0);
  }

  @Test
  void topicsAreCountedOnceEach() {
    PubSocket pub = open(zmq.pub().bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().connect(pub.address()).subscribe("one"));
    keep(sub.topic("two").subscribe());
    keep(sub.topic("two").subscribe());

    until(() -> sub.snapshot().topics() == 2);
    assertThat(pub.snapshot().topics()).isZero();
  }

  @Test
  void bytesOfFramesAndTheirHeadersAreCountedOnBothSides() {
    PullSocket pull = open(zmq.pull().credit(false).bind("tcp://127.0.0.1:*"));
    PushSocket push = open(zmq.push().connect(pull.address()));

    await(push.send(ZmqMessage.of(new byte[1000])).and(pull.receive().take(1)));

    assertThat(push.snapshot().bytesSent()).isEqualTo(1009);
    assertThat(pull.snapshot().bytesReceived()).isEqualTo(1009);
    assertThat(await(push.peers()).get(0).bytesSent()).isEqualTo(1009);
    assertThat(await(pull.peers()).get(0).bytesReceived()).isEqualTo(1009);
  }

  @Test
  void bytesOfAPeerThatWentStayTheSockets() {
    PullSocket pull = open(zmq.pull().credit(false).bind("tcp://127.0.0.1:*"));
    PushSocket push = open(zmq.push().connect(pull.address()));
    await(push.send(ZmqMessage.of(new byte[1000])).and(pull.receive().take(1)));

    push.dispose();

    until(() -> pull.snapshot().peers() == 0);
    assertThat(pull.snapshot().bytesReceived()).isEqualTo(1009);
  }

  @Test
  void aHeartbeatTellsHowFarThePeerIs() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    PushSocket push =
        open(zmq.push().heartbeatInterval(Duration.ofMillis(5)).connect(pull.address()));

    until(() -> push.snapshot().roundTrip().compareTo(Duration.ZERO) > 0);
    PeerMetrics peer = await(push.peers()).get(0);
    assertThat(peer.roundTrip()).isPositive().isLessThan(Duration.ofSeconds(10));
    assertThat(pull.snapshot().roundTrip()).isZero();
  }

  @Test
  void aSocketThatIsGoneHasItsLastFigures() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(pull.address()));
    await(push.send(Supply.of(100).messages()).and(pull.receive().take(100)));

    await(push.disposeLater());

    assertThat(push.snapshot().sent()).isEqualTo(100);
    assertThat(push.snapshot().waitingToSend()).isZero();
    assertThat(push.snapshot().peers()).isZero();
  }

  @Test
  void asManyAsLikeMayAskWhilePeersComeAndGo() throws InterruptedException {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread asking =
        new Thread(
            () -> {
              while (!pull.isDisposed()) {
                pull.snapshot();
              }
            });
    asking.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    asking.start();

    for (int i = 0; i < 50; i++) {
      PushSocket push = open(zmq.push().connect(pull.address()));
      await(push.send(Supply.of(10).messages()).and(pull.receive().take(10)));
      push.dispose();
    }
    await(pull.disposeLater());
    asking.join();

    assertThat(failure.get()).isNull();
  }
}
