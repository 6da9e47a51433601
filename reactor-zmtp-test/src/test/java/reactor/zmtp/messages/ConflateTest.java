package reactor.zmtp.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** conflate: a newer message takes the place of an older one that waits. */
class ConflateTest extends Scene {

  private static final int MESSAGES = 100;

  enum Sender {
    PUSH("PULL"),
    DEALER("DEALER");

    private final String peer;

    Sender(String peer) {
      this.peer = peer;
    }
  }

  enum Receiver {
    PULL("PUSH"),
    DEALER("DEALER");

    private final String peer;

    Receiver(String peer) {
      this.peer = peer;
    }
  }

  private SendingSocket open(Sender sender) {
    return switch (sender) {
      case PUSH -> open(zmq.push().conflate(true).sendBuffer(16_384).bind(Anywhere.endpoint()));
      case DEALER -> open(zmq.dealer().conflate(true).sendBuffer(16_384).bind(Anywhere.endpoint()));
    };
  }

  private ReceivingSocket open(Receiver receiver) {
    return switch (receiver) {
      case PULL -> open(zmq.pull().conflate(true).bind(Anywhere.endpoint()));
      case DEALER -> open(zmq.dealer().conflate(true).bind(Anywhere.endpoint()));
    };
  }

  /** Sends something and waits until the socket has got it. */
  private static void send(ZmtpPeer peer, int messages) {
    for (int i = 0; i < messages; i++) {
      await(peer.script().message(Supply.message(i, 0).bytes(0)));
    }
    await(peer.script().ping(0, (byte) 1).expectPong((byte) 1));
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheNewestMessageIsReceived(Receiver receiver) {
    ReceivingSocket socket = open(receiver);
    ZmtpPeer peer = join(socket, receiver.peer);

    send(peer, 20);
    assertThat(metrics(socket).waitingToReceive()).isEqualTo(1);

    StepVerifier.create(socket.receive().map(Supply::number))
        .expectNext(19L)
        .then(() -> await(peer.script().message(Supply.message(20, 0).bytes(0))))
        .expectNext(20L)
        .thenCancel()
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void whoKeepsUpReceivesAll(Receiver receiver) {
    ReceivingSocket socket = open(receiver);
    List<Long> received = new CopyOnWriteArrayList<>();
    keep(socket.receive().map(Supply::number).subscribe(received::add));

    send(join(socket, receiver.peer), 20);

    until(() -> received.size() == 20);
  }

  @Test
  void whatWasReplacedCountsForNoMark() {
    PullSocket pull =
        open(
            zmq.pull()
                .conflate(true)
                .receiveHighWaterMark(1)
                .receiveHighWaterMarkBytes(100)
                .bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pull, "PUSH");

    for (int round = 0; round < 3; round++) {
      send(peer, 20); // who answers, reads
      assertThat(Supply.number(await(pull.receive().next()))).isEqualTo(19);
    }
  }

  @Test
  void theNewestOfEachPeerIsReceived() {
    PullSocket pull = open(zmq.pull().conflate(true).bind(Anywhere.endpoint()));
    send(join(pull, "PUSH"), 3);
    send(join(pull, "PUSH"), 5);

    StepVerifier.create(pull.receive().map(Supply::number).take(2))
        .expectNext(2L, 4L)
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void aMultipartMessageIsReplacedAsAWhole() {
    PullSocket pull = open(zmq.pull().conflate(true).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(pull, "PUSH");

    await(peer.script().message("a", "b", "c").message("d", "e").ping(0).expectPong());

    StepVerifier.create(pull.receive().take(1))
        .expectNext(ZmqMessage.of("d", "e"))
        .expectComplete()
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aStalledPeerHoldsUpNoPublisherAndGetsTheNewest(Sender sender) {
    SendingSocket socket = open(sender);
    ZmtpPeer peer = join(socket, sender.peer);
    Supply supply = Supply.of(MESSAGES).sized(1 << 20);
    Mono<Void> sent = socket.send(supply.messages()).cache();
    keep(sent.subscribe());

    until(() -> supply.published() == MESSAGES);
    until(socket, m -> m.waitingToSend() <= 2); // what is taken later is not one turn's work
    List<Long> received =
        await(numbers(peer).takeUntil(number -> number == MESSAGES - 1).collectList());

    assertThat(received).isSorted().hasSizeLessThan(MESSAGES).endsWith(MESSAGES - 1L);
    await(sent);
  }

  @Test
  void newestMeetsNewestBetweenOurOwn() {
    PullSocket pull = open(zmq.pull().conflate(true).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().conflate(true).connect(address(pull)));

    await(push.send(Supply.of(1000).messages()));

    List<Long> received = new CopyOnWriteArrayList<>();
    keep(pull.receive().map(Supply::number).subscribe(received::add));
    until(() -> received.contains(999L));
    assertThat(received).isSorted();
  }

  @Test
  void withoutItAllAreKept() {
    DealerSocket dealer = open(zmq.dealer().bind(Anywhere.endpoint()));
    send(join(dealer, "DEALER"), 20);

    assertThat(metrics(dealer).waitingToReceive()).isEqualTo(20);
  }
}
