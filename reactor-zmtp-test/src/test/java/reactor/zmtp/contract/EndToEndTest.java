package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** A slow subscriber slows the far publisher. */
class EndToEndTest extends Scene {

  private static final int MARK = 10;
  private static final int BUFFER = 16_384;
  private static final int SIZE = 10_000;

  /** What the kernel's buffers and one read of the receiving side hold: half a megabyte at most. */
  private static final int IN_BETWEEN = 50;

  @Test
  void whatIsAskedOfAPushedPublisherFollowsWhatThePullingSubscriberAsks() {
    PullSocket pull =
        open(zmq.pull().receiveHighWaterMark(MARK).receiveBuffer(BUFFER).bind(Anywhere.endpoint()));
    PushSocket push =
        open(zmq.push().sendHighWaterMark(MARK).sendBuffer(BUFFER).connect(address(pull)));

    theSubscriberSlowsThePublisher(push, pull);
  }

  @Test
  void whatIsAskedOfAPairsPublisherFollowsWhatTheOtherPairsSubscriberAsks() {
    PairSocket one =
        open(zmq.pair().receiveHighWaterMark(MARK).receiveBuffer(BUFFER).bind(Anywhere.endpoint()));
    PairSocket other =
        open(zmq.pair().sendHighWaterMark(MARK).sendBuffer(BUFFER).connect(address(one)));

    theSubscriberSlowsThePublisher(other, one);
  }

  private void theSubscriberSlowsThePublisher(SendingSocket sender, ReceivingSocket receiver) {
    AtomicLong consumed = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Supply supply =
        Supply.endless()
            .sized(SIZE)
            .onRequest(requested -> most.accumulateAndGet(requested - consumed.get(), Math::max));
    BaseSubscriber<ZmqMessage> subscriber = keep(new Counting(consumed));
    receiver.receive().subscribe(subscriber);
    keep(sender.send(supply.messages()).subscribe());

    for (int i = 1; i <= 20; i++) {
      subscriber.request(50);
      long wanted = 50L * i;
      until(() -> consumed.get() == wanted);
      standstill(supply::requested);
    }

    assertThat(supply.requested()).isGreaterThanOrEqualTo(1000);
    assertThat(most).hasValueLessThanOrEqualTo(2 * MARK + IN_BETWEEN);
  }

  @Test
  void allArriveInOrderHoweverLittleIsAskedFor() {
    PullSocket pull = open(zmq.pull().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(MARK).connect(address(pull)));

    Mono<List<Long>> received =
        pull.receive().limitRate(3).map(Supply::number).take(30_000).collectList();
    Mono<Void> sent = push.send(Supply.of(30_000).messages());

    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1())
        .isEqualTo(Flux.range(0, 30_000).map(Long::valueOf).collectList().block());
    assertThat(metrics(pull).mostWaitingToReceive()).isLessThanOrEqualTo(MARK);
    assertThat(metrics(push).mostWaitingToSend()).isLessThanOrEqualTo(MARK);
  }

  @Test
  void aPairSendsAndReceivesAtTheSameTime() {
    PairSocket one = open(zmq.pair().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
    PairSocket other = open(zmq.pair().sendHighWaterMark(MARK).connect(address(one)));
    Mono<Long> there = other.receive().take(10_000).count();
    Mono<Long> back = one.receive().take(10_000).count();

    Mono<Void> sent =
        Mono.when(one.send(Supply.of(10_000).messages()), other.send(Supply.of(10_000).messages()));

    assertThat(await(Mono.zip(there, back, sent.thenReturn(0L))).toList())
        .containsExactly(10_000L, 10_000L, 0L);
  }

  @Test
  void aPairWhoseSubscriberSleepsStillSends() {
    PairSocket one = open(zmq.pair().receiveHighWaterMark(1).bind(Anywhere.endpoint()));
    PairSocket other = open(zmq.pair().connect(address(one)));
    keep(other.send(Supply.endless().sized(SIZE).messages()).subscribe());
    until(one, m -> m.waitingToReceive() == 1);

    Mono<Long> back = other.receive().take(1000).count();

    assertThat(await(back.zipWith(one.send(Supply.of(1000).messages()).thenReturn(true))).getT1())
        .isEqualTo(1000);
  }

  private static final class Counting extends BaseSubscriber<ZmqMessage> {

    private final AtomicLong consumed;

    Counting(AtomicLong consumed) {
      this.consumed = consumed;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // nothing yet
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      consumed.incrementAndGet();
    }
  }
}
