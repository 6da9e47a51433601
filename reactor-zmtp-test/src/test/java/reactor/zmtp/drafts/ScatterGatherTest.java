package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** SCATTER and GATHER (RFC 49) are PUSH and PULL. */
class ScatterGatherTest extends Scene {

  @Test
  void messagesGoToTheGathersInTurn() {
    ScatterSocket scatter = open(zmq.scatter().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(scatter, "GATHER");
    ZmtpPeer second = join(scatter, "GATHER");
    until(scatter, m -> m.peers() == 2);

    await(scatter.send(Supply.of(6).messages()));

    assertThat(numbers(first, 3)).containsExactly(0L, 2L, 4L);
    assertThat(numbers(second, 3)).containsExactly(1L, 3L, 5L);
  }

  @Test
  void messagesOfAllScattersAreGathered() {
    GatherSocket gather = open(zmq.gather().bind(Anywhere.endpoint()));
    await(join(gather, "SCATTER").script().message("a"));
    await(join(gather, "SCATTER").script().message("b"));

    List<String> gathered = await(gather.receive().map(ZmqMessage::text).take(2).collectList());

    assertThat(gathered).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void nothingIsLostBetweenTheTwo() {
    GatherSocket gather = open(zmq.gather().bind(Anywhere.endpoint()));
    List<Long> received = new CopyOnWriteArrayList<>();
    keep(gather.receive().map(Supply::number).subscribe(received::add));

    await(zmq.scatter().connect(address(gather)).send(Supply.of(10_000).messages()));

    until(() -> received.size() == 10_000);
    assertThat(received).startsWith(0L, 1L).endsWith(9_999L).isSorted();
  }

  @Test
  void oneShotsOpenAndCloseTheirSockets() {
    GatherSocket gather = open(zmq.gather().bind(Anywhere.endpoint()));
    String endpoint = address(gather);
    await(gather.disposeLater());

    StepVerifier.create(zmq.gather().bind(endpoint).receive().map(ZmqMessage::text).take(1))
        .then(() -> await(zmq.scatter().connect(endpoint).send(Flux.just(ZmqMessage.of("a")))))
        .expectNext("a")
        .expectComplete()
        .verify(PATIENCE);

    until(() -> zmq.sockets().isEmpty());
  }

  @Test
  void aPushIsNoPeerOfAGather() {
    Events events = new Events();
    GatherSocket gather = open(zmq.gather().doOnEvent(events).bind(Anywhere.endpoint()));

    await(connect(address(gather)).script().greeting().ready("PUSH").discardUntilClose());

    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.PROTOCOL);
  }

  @Test
  void jeroMqGathersWhatWeScatter() {
    JeroMq gather = keep(new JeroMq("GATHER"));
    ScatterSocket scatter = open(zmq.scatter().connect(gather.bind()));

    await(scatter.send(Flux.just(ZmqMessage.of("a"), ZmqMessage.of(""), ZmqMessage.of("b"))));

    assertThat(gather.receiveText()).isEqualTo("a");
    assertThat(gather.receiveText()).isEmpty();
    assertThat(gather.receiveText()).isEqualTo("b");
  }

  @Test
  void weGatherWhatJeroMqScatters() {
    JeroMq scatter = keep(new JeroMq("SCATTER"));
    GatherSocket gather = open(zmq.gather().connect(scatter.bind()));

    scatter.send("a");
    scatter.send("");
    scatter.send("b");

    StepVerifier.create(gather.receive().map(ZmqMessage::text).take(3))
        .expectNext("a", "", "b")
        .expectComplete()
        .verify(PATIENCE);
  }
}
