package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.security.Certificates.client;
import static reactor.zmtp.security.Certificates.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** How connections over TLS end and begin again, and what becomes of messages on their way. */
class TlsLifeCycleTest extends Scene {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final int MARK = 10;
  private static final int BUFFER = 65_536;
  private static final int SIZE = 50_000;
  private static final int COUNT = 60;

  private final Events events = new Events();

  @Test
  void aServerThatComesBackIsConnectedToAgain() {
    PullSocket first = open(zmq.pull().tls(server()).bind(ANY));
    String endpoint = address(first);
    PushSocket push =
        open(
            zmq.push()
                .tls(client())
                .reconnectInterval(Duration.ofMillis(10))
                .doOnEvent(events)
                .connect(endpoint));
    await(push.send(ZmqMessage.of("a")));
    assertThat(await(first.receive().next()).text()).isEqualTo("a");

    await(first.disposeLater());
    assertThat(events.await(Disconnected.class).cause()).isNull();
    PullSocket second = open(zmq.pull().tls(server()).bind(endpoint));
    events.await(HandshakeSucceeded.class, 2);
    await(push.send(ZmqMessage.of("b")));

    assertThat(await(second.receive().next()).text()).isEqualTo("b");
  }

  @Test
  void aClientThatGoesSaysGoodbye() {
    PullSocket pull = open(zmq.pull().tls(server()).doOnEvent(events).bind(ANY));
    PushSocket push = open(zmq.push().tls(client()).connect(address(pull)));
    await(push.send(ZmqMessage.of("a")));

    await(push.disposeLater());

    assertThat(events.await(Disconnected.class).cause()).isNull();
    assertThat(await(pull.receive().next()).text()).isEqualTo("a");
  }

  @Test
  void whatWasSentBeforeTheEndArrives() {
    PullSocket pull = open(zmq.pull().tls(server()).bind(ANY));
    for (int i = 0; i < 20; i++) {
      PushSocket push = open(zmq.push().tls(client()).connect(address(pull)));
      await(push.send(Supply.of(100).sized(1000).messages()).then(push.disposeLater()));
    }

    assertThat(await(pull.receive().take(2000).count())).isEqualTo(2000);
  }

  @Test
  void whileItLingersWhatWasTakenIsStillWritten() {
    PullSocket pull = slow();
    PushSocket push =
        await(
            zmq.push()
                .tls(client())
                .sendBuffer(BUFFER)
                .linger(PATIENCE)
                .connect(address(pull))
                .open());
    keep(push.send(Supply.of(COUNT).sized(SIZE).messages()).subscribe());
    until(push, metrics -> metrics.sent() + metrics.waitingToSend() == COUNT);
    assertThat(metrics(push).waitingToSend()).isPositive();

    push.dispose();

    List<Long> received = await(pull.receive().map(Supply::number).take(COUNT).collectList());
    assertThat(received).hasSize(COUNT).startsWith(0L).isSorted();
    await(push.onDispose());
  }

  @Test
  void withoutLingerAPeerThatDoesNotReadHoldsUpNobody() {
    PullSocket pull = slow();
    PushSocket push = open(zmq.push().tls(client()).sendBuffer(BUFFER).connect(address(pull)));
    keep(push.send(Supply.of(COUNT).sized(SIZE).messages()).subscribe(done -> {}, gone -> {}));
    until(push, metrics -> metrics.waitingToSend() > 0 && metrics.sent() > 0);
    standstill(push);

    long begin = System.nanoTime();
    await(push.disposeLater());

    // Netty would wait three seconds for a chance to say goodbye.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2500));
  }

  @Test
  void whatAPeerWasNotHandedGoesToAnotherWithoutLossOrDuplicate() {
    PushSocket push =
        open(zmq.push().tls(server()).sendHighWaterMark(MARK).sendBuffer(BUFFER).bind(ANY));
    String second = await(push.bind(ANY)).address();
    PullSocket stalled =
        open(
            zmq.pull()
                .tls(client())
                .receiveHighWaterMark(1)
                .receiveBuffer(BUFFER)
                .reconnectInterval(Duration.ofMillis(-1))
                .doOnEvent(events)
                .connect(address(push)));
    Mono<Void> sent = push.send(Supply.of(COUNT).sized(SIZE).messages()).cache();
    keep(sent.subscribe());
    until(push, metrics -> metrics.waitingToSend() > 0 && metrics.sent() > 0);
    standstill(push);

    // Closed from this side, so that the stalled peer can still read all that it was handed.
    await(push.unbind(address(push)));
    long handed = metrics(push).sent();
    List<Long> all = new CopyOnWriteArrayList<>();
    keep(stalled.receive().map(Supply::number).subscribe(all::add));
    events.await(Disconnected.class);
    until(() -> all.size() >= handed);
    PullSocket live = open(zmq.pull().tls(client()).connect(second));
    all.addAll(await(live.receive().map(Supply::number).take(COUNT - handed).collectList()));
    await(sent);

    assertThat(all).isEqualTo(Flux.range(0, COUNT).map(Long::valueOf).collectList().block());
    assertThat(metrics(push).sent()).isEqualTo(COUNT);
  }

  @Test
  void aSocketThatIsDisposedOfDuringATlsHandshakeIsGone() {
    PullSocket pull = open(zmq.pull().tls(server()).doOnEvent(events).bind(ANY));
    ZmtpPeer slow = connect(address(pull));
    await(slow.script().send(ZmtpBytes.hex("16 03 01 02 00 01 00 01 fc 03 03")));
    events.await(Accepted.class);

    await(pull.disposeLater());

    await(slow.script().discardUntilClose());
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.CLOSED);
  }

  /** One that nobody receives from. */
  private PullSocket slow() {
    return open(zmq.pull().tls(server()).receiveHighWaterMark(1).receiveBuffer(BUFFER).bind(ANY));
  }
}
