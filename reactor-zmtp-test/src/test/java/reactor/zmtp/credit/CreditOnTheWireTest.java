package reactor.zmtp.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.property;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** Credit as it looks on the wire: the property of the handshake, and the command. */
class CreditOnTheWireTest extends Scene {

  private static final String CREDIT = "X-ZMTP-Credit";
  private static final int MARK = 10;
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  // What is granted.

  @Test
  void theHandshakeGrantsTheHighWaterMark() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));

    await(greet(connect(address(pull)), "PUSH", "0").expectCommand("READY", ready("PULL", "10")));
  }

  @Test
  void theHandshakeGrantsTheMarkOfBytesToo() {
    PullSocket pull =
        open(
            zmq.pull()
                .receiveHighWaterMark(MARK)
                .receiveHighWaterMarkBytes(5000)
                .bind(Anywhere.endpoint()));

    await(
        greet(connect(address(pull)), "PUSH", "0")
            .expectCommand("READY", ready("PULL", "10 5000")));
  }

  @Test
  void whoTakesWhateverComesSaysThatHeKnowsOfCredit() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    PullSocket off = open(zmq.pull().credit(false).bind(Anywhere.endpoint()));
    PullSocket unbounded = open(zmq.pull().receiveHighWaterMark(0).bind(Anywhere.endpoint()));
    PullSocket newest = open(zmq.pull().conflate(true).bind(Anywhere.endpoint()));

    await(greet(connect(address(push)), "PULL", "0").expectCommand("READY", ready("PUSH", "0")));
    for (PullSocket pull : List.of(off, unbounded, newest)) {
      await(greet(connect(address(pull)), "PUSH", "0").expectCommand("READY", ready("PULL", "0")));
    }
  }

  @Test
  void oneRequestAtATimeNeedsNoCredit() {
    await(
        connect(address(open(zmq.rep().bind(Anywhere.endpoint()))))
            .script()
            .greeting()
            .ready("REQ")
            .expectGreeting()
            .expectCommand("READY", property("Socket-Type", "REP")));
  }

  @Test
  void moreIsGrantedWhenHalfWasTaken() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "10");
    BaseSubscriber<ZmqMessage> subscriber = keep(new Idle());
    pull.receive().subscribe(subscriber);
    await(send(peer, 10).expectSilence(A_MOMENT));

    subscriber.request(4);
    await(peer.script().expectSilence(A_MOMENT));
    subscriber.request(1);

    await(peer.script().expectCommand("CREDIT", numbers(5, 15)));
  }

  @Test
  void whatIsRequestedIsGrantedBeyondTheMark() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "10");
    BaseSubscriber<ZmqMessage> subscriber = keep(new Idle());
    pull.receive().subscribe(subscriber);
    subscriber.request(100);
    metrics(pull);

    await(send(peer, 5).expectCommand("CREDIT", numbers(5, 110)));
  }

  @Test
  void aSubscriberThatRequestsWithoutEndGrantsMuchAtOnce() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "10");

    keep(pull.receive().subscribe());

    await(peer.script().expectCommand("CREDIT", numbers(0, MARK + (1 << 18))));
  }

  @Test
  void twoPeersShareWhatIsRequested() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer one = ready(pull, "PUSH", "0", "10");
    ready(pull, "PUSH", "0", "10");
    BaseSubscriber<ZmqMessage> subscriber = keep(new Idle());
    pull.receive().subscribe(subscriber);
    subscriber.request(105);
    metrics(pull);

    await(send(one, 5).expectCommand("CREDIT", numbers(5, 5 + MARK + 50)));
  }

  @Test
  void bytesAreGrantedWhenHalfOfThemWereTaken() {
    PullSocket pull =
        open(
            zmq.pull()
                .receiveHighWaterMark(0)
                .receiveHighWaterMarkBytes(1000)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "0 1000");
    BaseSubscriber<ZmqMessage> subscriber = keep(new Idle());
    pull.receive().subscribe(subscriber);
    subscriber.request(2);

    await(
        peer.script()
            .message(new byte[468])
            .expectCommand("CREDIT", numbers(1, Long.MAX_VALUE, 1500)));
  }

  @Test
  void aPeerThatDoesNotKnowOfCreditGetsNone() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pull, "PUSH");
    keep(pull.receive().subscribe());

    await(send(peer, 1000).expectSilence(A_MOMENT));
  }

  @Test
  void aPeerThatSendsMoreThanItMayIsReadAsOneThatKnowsOfNoCredit() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "10");

    await(send(peer, 100));
    until(pull, m -> m.waitingToReceive() >= MARK);

    assertThat(metrics(pull).mostWaitingToReceive()).isLessThanOrEqualTo(MARK + 1);
    assertThat(await(pull.receive().take(100).count())).isEqualTo(100);
  }

  @Test
  void aPeerThatSendsMoreBytesThanItMayIsNotReadBeyondTheMarkOfBytes() {
    PullSocket pull =
        open(
            zmq.pull()
                .receiveHighWaterMark(0)
                .receiveHighWaterMarkBytes(10_000)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(pull, "PUSH", "0", "0 10000");

    await(send(peer, 10_000)); // 34 bytes and more count each
    until(pull, m -> m.waitingToReceive() > 200);

    assertThat(metrics(pull).mostWaitingToReceive()).isLessThanOrEqualTo(10_000 / 34 + 1);
    assertThat(await(pull.receive().take(10_000).count())).isEqualTo(10_000);
  }

  // What is sent of it.

  @Test
  void noMoreIsSentThanWasGranted() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(push, "PULL", "2", "0");
    keep(push.send(Supply.of(100).messages()).subscribe());

    assertThat(numbers(peer, 2)).containsExactly(0L, 1L);
    await(peer.script().expectSilence(A_MOMENT).command("CREDIT", numbers(2, 5)));
    assertThat(numbers(peer, 3)).containsExactly(2L, 3L, 4L);
    await(peer.script().expectSilence(A_MOMENT));
    assertThat(metrics(push).inFlight()).isEqualTo(3);
  }

  @Test
  void noMoreBytesAreSentThanWereGrantedButForTheMessageThatPassesThem() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(push, "PULL", "0 200", "0");
    keep(push.send(Supply.of(100).sized(68).messages()).subscribe());

    assertThat(numbers(peer, 2)).containsExactly(0L, 1L);
    await(peer.script().expectSilence(A_MOMENT).command("CREDIT", numbers(2, -1, 250)));
    assertThat(numbers(peer, 1)).containsExactly(2L);
    await(peer.script().expectSilence(A_MOMENT));
  }

  @Test
  void whatIsGrantedDoesNotBecomeLess() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(push, "PULL", "5", "0");
    await(peer.script().command("CREDIT", numbers(0, 1)).ping(0).expectPong());
    keep(push.send(Supply.of(100).messages()).subscribe());

    assertThat(numbers(peer, 5)).hasSize(5);
    await(peer.script().expectSilence(A_MOMENT));
  }

  @Test
  void moreThanFitsIsNoBound() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(push, "PULL", "1", "0");
    await(peer.script().command("CREDIT", numbers(0, -1)).ping(0).expectPong());

    keep(push.send(Supply.of(10_000).messages()).subscribe());

    assertThat(numbers(peer, 10_000)).hasSize(10_000);
  }

  @Test
  void creditIsOnlyForMessages() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer puller = ready(push, "PULL", "1", "0");
    keep(push.send(Supply.of(10).messages()).subscribe());
    assertThat(numbers(puller, 1)).containsExactly(0L);

    await(puller.script().ping(0, (byte) 1).expectPong((byte) 1));
    await(ready(pull, "PUSH", "0", "1000").script().ping(0, (byte) 2).expectPong((byte) 2));
  }

  @Test
  void aGrantOfAPeerThatDidNotAnnounceItIsAnUnknownCommand() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(push, "PULL");

    await(peer.script().command("CREDIT", new byte[1]).ping(0).expectPong());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 25})
  void aGrantOfAnyOtherLengthEndsTheConnection(int length) {
    Events events = new Events();
    PushSocket push = open(zmq.push().doOnEvent(events).bind(Anywhere.endpoint()));

    await(ready(push, "PULL", "1", "0").script().command("CREDIT", new byte[length]).expectClose());

    assertThat(events.await(Disconnected.class).reason()).isEqualTo(DisconnectReason.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "1 2 3", "1234567890123456789"})
  void aPropertyThatMeansSomethingElseIsNoCredit(String value) {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    ZmtpPeer peer = ready(push, "PULL", value, "0");

    keep(push.send(Supply.of(1000).messages()).subscribe());

    assertThat(numbers(peer, 1000)).hasSize(1000);
  }

  // How it is said.

  private static final class Idle extends BaseSubscriber<ZmqMessage> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {}
  }

  private ZmtpPeer ready(ZmqSocket socket, String type, String credit, String ours) {
    ZmtpPeer peer = connect(address(socket));
    String own = type.equals("PULL") ? "PUSH" : "PULL";
    await(greet(peer, type, credit).expectCommand("READY", ready(own, ours)));
    return peer;
  }

  private static ZmtpScript greet(ZmtpPeer peer, String type, String credit) {
    return peer.script().greeting().ready(type, property(CREDIT, credit)).expectGreeting();
  }

  private static byte[] ready(String type, String credit) {
    return concat(property("Socket-Type", type), property(CREDIT, credit));
  }

  private static ZmtpScript send(ZmtpPeer peer, int messages) {
    return peer.script()
        .send(
            concat(
                Flux.range(0, messages)
                    .map(i -> ZmtpBytes.message("m" + i))
                    .collectList()
                    .block()
                    .toArray(byte[][]::new)));
  }

  private static byte[] numbers(long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return bytes.array();
  }
}
