package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.FaultyLink.Side;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A multipart message goes out, and comes in, whole or not at all. */
class MultipartTest extends Scene {

  private static final int FRAME = 1 << 20;
  private static final ZmqMessage LARGE =
      ZmqMessage.wrap(new byte[FRAME], new byte[0], new byte[FRAME], new byte[10], new byte[FRAME]);

  @ParameterizedTest
  @ValueSource(longs = {1000, FRAME + 100, 2 * FRAME + 50, 3 * FRAME})
  void aMessageCutInTheMiddleIsReceivedWholeOrNotAtAll(long cut) {
    Events events = new Events();
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    List<ZmqMessage> received = new CopyOnWriteArrayList<>();
    keep(pull.receive().subscribe(received::add));
    FaultyLink link = link(address(pull)).truncateAt(Side.CALLER, cut);
    Events pushEvents = new Events();
    PushSocket push = open(zmq.push().doOnEvent(pushEvents).connect(link.endpoint()));
    keep(push.send(LARGE).subscribe());

    events.await(Disconnected.class);
    assertThat(received).isEmpty();

    link.heal();
    pushEvents.await(HandshakeSucceeded.class, 2);
    ZmqMessage second = ZmqMessage.of("second");
    await(push.send(second));
    until(() -> received.contains(second));
    // Again, or not at all if the operating system had taken all of it before the cut.
    assertThat(received).allMatch(message -> message.equals(LARGE) || message.equals(second));
  }

  @Test
  void aMessageOfWhichSomeBytesWereWrittenGoesOutAgainFromItsFirstFrame() {
    PushSocket push = (PushSocket) Sender.PUSH.open(zmq, 10);
    ZmtpPeer stalled = join(push, "PULL");
    Mono<Void> sent = push.send(LARGE).cache();
    keep(sent.subscribe());
    until(push, m -> m.waitingToSend() == 1);
    await(stalled.receive(FRAME / 2)); // some of it has left for certain

    await(stalled.script().reset());
    until(push, m -> m.peers() == 0);
    ZmtpPeer live = join(push, "PULL");

    List<byte[]> frames = await(live.receiveMessage());
    assertThat(ZmqMessage.of(frames)).isEqualTo(LARGE);
    await(sent);
  }

  @Test
  void framesWithoutTheirLastAreNoMessage() {
    Events events = new Events();
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind(Anywhere.endpoint()));
    List<ZmqMessage> received = new CopyOnWriteArrayList<>();
    keep(pull.receive().subscribe(received::add));
    ZmtpPeer peer = join(pull, "PUSH");

    await(
        peer.script()
            .frame(ZmtpBytes.MORE, new byte[] {1})
            .frame(ZmtpBytes.MORE, new byte[] {2})
            .close());
    events.await(Disconnected.class);

    assertThat(received).isEmpty();
    assertThat(metrics(pull).waitingToReceive()).isZero();
  }

  @Test
  void framesOfAPeerThatIsGoneDoNotMixWithThoseOfTheNext() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pull, "PUSH");
    await(first.script().frame(ZmtpBytes.MORE, "half".getBytes(StandardCharsets.UTF_8)).close());

    ZmtpPeer second = join(pull, "PUSH");
    await(second.script().message("whole", "message"));

    assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("whole", "message"));
  }

  @Test
  void framesOfTwoPeersThatComeAtTheSameTimeDoNotMix() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(pull, "PUSH");
    ZmtpPeer second = join(pull, "PUSH");

    await(first.script().frame(ZmtpBytes.MORE, "a".getBytes(StandardCharsets.UTF_8)));
    await(second.script().frame(ZmtpBytes.MORE, "1".getBytes(StandardCharsets.UTF_8)));
    await(first.script().frame(0, "b".getBytes(StandardCharsets.UTF_8)));
    assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("a", "b"));
    await(second.script().frame(0, "2".getBytes(StandardCharsets.UTF_8)));
    assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("1", "2"));
  }

  @Test
  void aMessageOfManyFramesCountsAsOneAtTheMarks() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(2).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(2).connect(address(pull)));

    await(push.send(Mono.just(LARGE).repeat(1)));
    until(pull, m -> m.waitingToReceive() == 2);

    assertThat(await(pull.receive().take(2).collectList())).containsExactly(LARGE, LARGE);
  }
}
