package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** At most receiveHighWaterMark messages per peer are decoded and not yet requested. */
class ReceiveMarkTest extends Scene {

  /** What tells of an end before it is read. */
  private static final boolean EPOLL = LoopResources.DEFAULT_NATIVE && Epoll.isAvailable();

  private static final int MARK = 10;
  private static final long MEGABYTE = 1 << 20;

  @ParameterizedTest
  @EnumSource
  void withoutASubscriberTheMarkIsDecodedAndNoMore(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());

    await(peer.script().send(numbered(0, 100)));
    until(socket, m -> m.waitingToReceive() == MARK);

    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRequestedDoesNotWait(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    Taker taker = new Taker();
    socket.receive().subscribe(keep(taker));
    taker.request(50);
    ZmtpPeer peer = join(socket, type.peer());

    await(peer.script().send(numbered(0, 100)));
    until(socket, m -> m.received() == 50 && m.waitingToReceive() == MARK);

    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(MARK);
  }

  @Test
  void theMarkIsThatOfEachPeer() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    for (int i = 0; i < 3; i++) {
      await(join(pull, "PUSH").script().send(numbered(0, 100)));
    }

    until(pull, m -> m.waitingToReceive() == 3 * MARK);

    assertThat(metrics(pull).mostWaitingToReceive()).isEqualTo(3 * MARK);
  }

  @ParameterizedTest
  @EnumSource
  void atTheMarkTheConnectionIsNotReadAndBytesPileUpAtThePeer(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    FaultyLink link = link(address(socket));
    ZmtpPeer peer = connect(link.endpoint());
    await(peer.script().handshake(type.peer()));

    // Nobody reads: the script ends only when the test does.
    keep(peer.script().flood(numbered(1000, 1000)).subscribe(done -> {}, end -> {}));
    until(socket, m -> m.waitingToReceive() == MARK);
    long kernels = standstill(() -> link.counts().fromCaller());

    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(MARK);
    assertThat(kernels).isLessThan(16 * MEGABYTE);

    // As much again is wanted, and about as much comes through.
    Taker taker = new Taker();
    socket.receive().subscribe(keep(taker));
    taker.request(kernels / 1000);
    await(link.until(counts -> counts.fromCaller() > kernels + kernels / 2));
  }

  @ParameterizedTest
  @EnumSource
  void readingResumesAtHalfTheMark(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(0, 100)));
    until(socket, m -> m.waitingToReceive() == MARK);
    Taker taker = new Taker();
    socket.receive().subscribe(keep(taker));

    taker.request(MARK / 2 - 1);
    until(socket, m -> m.received() == MARK / 2 - 1);
    metrics(socket);
    assertThat(metrics(socket).waitingToReceive()).isEqualTo(MARK - (MARK / 2 - 1));

    taker.request(1);
    until(socket, m -> m.received() == MARK / 2 && m.waitingToReceive() == MARK);
    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void aMarkOfOneLetsOneAfterTheOtherThrough(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 1, 0);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(0, 100)));
    until(socket, m -> m.waitingToReceive() == 1);

    List<ZmqMessage> all = await(socket.receive().limitRate(1).take(100).collectList());

    assertThat(numbers(all)).isEqualTo(upTo(100));
    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostAtTheMark(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());
    keep(peer.script().send(numbered(0, 20_000)).subscribe());
    until(socket, m -> m.waitingToReceive() == MARK);

    List<ZmqMessage> all = await(socket.receive().limitRate(7).take(20_000).collectList());

    assertThat(numbers(all)).isEqualTo(upTo(20_000));
    assertThat(metrics(socket).mostWaitingToReceive()).isLessThanOrEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatClosesAtTheMarkIsHeardToItsEnd(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(0, 10_000)));
    until(socket, m -> m.waitingToReceive() == MARK);
    await(peer.script().finish());

    List<ZmqMessage> all = await(socket.receive().limitRate(7).take(10_000).collectList());

    assertThat(numbers(all)).isEqualTo(upTo(10_000));
    peer.dispose();
    until(socket, m -> m.peers() == 0);
  }

  /** The end is seen at once (with epoll), and what came before it is read when there is room. */
  @ParameterizedTest
  @EnumSource
  void aPeerThatIsGoneAtTheMarkIsNoPeerAndIsHeardToItsEnd(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(0, 10_000)));
    until(socket, m -> m.waitingToReceive() == MARK);
    await(peer.script().close());
    if (EPOLL) {
      until(socket, m -> m.peers() == 0);
    }

    List<ZmqMessage> all = await(socket.receive().limitRate(7).take(10_000).collectList());

    assertThat(numbers(all)).isEqualTo(upTo(10_000));
    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource
  void ofAPeerThatIsGoneAtTheMarkNothingIsLeftWhenTheSocketIsDisposedOf(Receiver type) {
    ReceivingSocket socket = type.open(zmq, MARK, 0);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(0, 10_000)));
    until(socket, m -> m.waitingToReceive() == MARK);
    await(peer.script().reset());
    if (EPOLL) {
      until(socket, m -> m.peers() == 0);
    }

    await(socket.disposeLater()); // buffers and channels are counted after each test
  }

  @ParameterizedTest
  @EnumSource
  void theMarkInBytesCountsTheMessageThatPassesItAsWithin(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 1000, 1000);
    ZmtpPeer peer = join(socket, type.peer());

    await(peer.script().send(numbered(300, 100)));
    until(socket, m -> m.waitingToReceive() == 4);

    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void readingResumesAtHalfTheMarkInBytes(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 1000, 1000);
    ZmtpPeer peer = join(socket, type.peer());
    await(peer.script().send(numbered(300, 100)));
    until(socket, m -> m.waitingToReceive() == 4);
    Taker taker = new Taker();
    socket.receive().subscribe(keep(taker));

    taker.request(2);
    until(socket, m -> m.received() == 2);
    metrics(socket);
    assertThat(metrics(socket).waitingToReceive()).isEqualTo(2);

    taker.request(1);
    until(socket, m -> m.received() == 3 && m.waitingToReceive() == 4);
  }

  /** A frame without bytes costs some all the same: 32 of them. */
  @ParameterizedTest
  @EnumSource
  void theMarkInBytesCountsFramesWithoutBytesToo(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 0, 3200);
    ZmtpPeer peer = join(socket, type.peer());

    await(peer.script().send(new byte[2000])); // a thousand messages of one empty frame
    until(socket, m -> m.waitingToReceive() == 100);

    assertThat(metrics(socket).mostWaitingToReceive()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void aMarkOfZeroIsNoBound(Receiver type) {
    ReceivingSocket socket = type.open(zmq, 0, 0);
    ZmtpPeer peer = join(socket, type.peer());

    await(peer.script().send(numbered(0, 50_000)));

    until(socket, m -> m.waitingToReceive() == 50_000);
  }

  private static byte[] numbered(int size, int count) {
    byte[][] all = new byte[count][];
    for (int i = 0; i < count; i++) {
      all[i] = ZmtpBytes.message(Supply.message(i, size).bytes());
    }
    return ZmtpBytes.concat(all);
  }

  private static List<Long> upTo(int count) {
    return Flux.range(0, count).map(Long::valueOf).collectList().block();
  }

  /** A subscriber that requests what the test says. */
  private static final class Taker extends BaseSubscriber<ZmqMessage> {

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // nothing yet
    }
  }
}
