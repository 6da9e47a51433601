package reactor.zmtp.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** A publisher of ten million messages, and a subscriber that asks for ten a second. */
@Tag("full")
class SlowSubscriberTest extends Scene {

  private static final long MESSAGES = 10_000_000;
  private static final int SEND_MARK = 1000;
  private static final int RECEIVE_MARK = 500;

  /** What the kernel is asked to hold, on each side; Linux takes it twice. */
  private static final int KERNEL_BUFFER = 16_384;

  /** In both kernel buffers; one more of them may have been read and wait to be decoded. */
  private static final long BETWEEN = 3L * 2 * KERNEL_BUFFER / Ledger.ON_THE_WIRE;

  private static final long A_LITTLE = 2 << 20;

  private PushSocket push;
  private Ledger ledger;

  @BeforeEach
  void connect() {
    PullSocket pull =
        open(
            zmq.pull()
                .receiveHighWaterMark(RECEIVE_MARK)
                .receiveBuffer(KERNEL_BUFFER)
                .bind(Anywhere.endpoint()));
    push =
        open(
            zmq.push()
                .sendHighWaterMark(SEND_MARK)
                .sendBuffer(KERNEL_BUFFER)
                .connect(address(pull)));
    ledger = new Ledger(push, pull);
    pull.receive().subscribe(ledger.consumer());
  }

  @Test
  void itHoldsUpThePublisherAndNothingPilesUp() {
    Disposable sending = keep(push.send(ledger.publisher(MESSAGES)).subscribe());

    askTenTimesASecond(Duration.ofSeconds(2));
    Footprint early = Footprint.now();
    askTenTimesASecond(Duration.ofSeconds(3));
    Footprint late = Footprint.now();

    until(() -> ledger.received() == 50);
    assertThatTheBalanceHolds();
    assertThatNothingWasAdded(early, late);

    sending.dispose();
    until(ledger::isCancelled);
    ledger.consumer().requestUnbounded();
    until(push, m -> m.waitingToSend() == 0 && m.sent() == ledger.received());
    assertThat(ledger.isInOrder()).isTrue();
  }

  @Test
  void onceItAsksForAllAllTenMillionCome() {
    Mono<Void> sent = push.send(ledger.publisher(MESSAGES)).cache();
    keep(sent.subscribe());
    askTenTimesASecond(Duration.ofSeconds(1));

    ledger.consumer().requestUnbounded();
    until(() -> ledger.received() >= MESSAGES / 10);
    Footprint early = Footprint.now();
    for (int part = 2; part <= 10; part++) { // a slow machine has patience for each
      long soFar = MESSAGES / 10 * part;
      until(() -> ledger.received() >= soFar);
    }
    await(sent);
    Footprint late = Footprint.now();

    assertThat(ledger.received()).isEqualTo(MESSAGES);
    assertThat(ledger.isInOrder()).isTrue();
    assertThatTheBalanceHolds();
    assertThatNothingWasAdded(early, late);
  }

  private void askTenTimesASecond(Duration howLong) {
    await(
        Flux.interval(Duration.ofMillis(100))
            .take(howLong.toMillis() / 100)
            .doOnNext(tick -> ledger.consumer().request(1))
            .then());
  }

  /** Less is right too: what the JVM itself needed in the beginning may be garbage by now. */
  private static void assertThatNothingWasAdded(Footprint early, Footprint late) {
    assertThat(late.heap()).isLessThanOrEqualTo(early.heap() + A_LITTLE);
    assertThat(late.direct()).isLessThanOrEqualTo(early.direct() + A_LITTLE);
  }

  private void assertThatTheBalanceHolds() {
    assertThat(ledger.mostRequestedAndNotSent()).isLessThanOrEqualTo(SEND_MARK);
    assertThat(ledger.mostSentAndNotDecoded()).isLessThanOrEqualTo(BETWEEN);
    assertThat(ledger.mostDecodedAndNotConsumed()).isLessThanOrEqualTo(RECEIVE_MARK);
    assertThat(ledger.mostRequestedAndNotConsumed())
        .isLessThanOrEqualTo(SEND_MARK + BETWEEN + RECEIVE_MARK);
  }
}
