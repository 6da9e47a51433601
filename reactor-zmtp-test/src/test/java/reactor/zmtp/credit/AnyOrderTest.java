package reactor.zmtp.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.credit.Flow.Ends;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.FaultyLink.Side;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** In whatever order there are requests, cancellations and faults: whoever requests is served. */
@Tag("full")
class AnyOrderTest extends Scene {

  private static final int SEEDS = 5;
  private static final int ACTS = 60;
  private static final int MESSAGES = 2000;

  /** Takes what it is told to request; or at last, one message after another, all there is. */
  private static final class Taker extends BaseSubscriber<ZmqMessage> {

    private final Queue<Long> taken;
    private final boolean takesAll;

    Taker(Queue<Long> taken, boolean takesAll) {
      this.taken = taken;
      this.takesAll = takesAll;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (takesAll) {
        subscription.request(1);
      }
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      taken.add(Supply.number(message));
      if (takesAll) {
        request(1);
      }
    }
  }

  /** Two ends with a link between them, and whoever takes what comes. */
  private final class Play {

    private final Random random;
    private final Queue<Long> taken = new ConcurrentLinkedQueue<>();
    private final AtomicReference<FaultyLink> between = new AtomicReference<>();
    private final Ends ends;
    private Taker taker = new Taker(taken, false);

    Play(Flow flow, long seed) {
      random = new Random(seed);
      ends =
          flow.open(
              zmq,
              address -> {
                between.set(link(address));
                return between.get().endpoint();
              });
      ends.receive().subscribe(taker);
    }

    void acts(boolean resets) {
      for (int i = 0; i < ACTS; i++) {
        act(random.nextInt(resets ? 8 : 7));
      }
      between.get().heal();
      next(true);
    }

    private void act(int which) {
      switch (which) {
        case 0 -> next(false);
        case 1, 2 -> taker.request(1 + random.nextInt(5));
        case 3 -> taker.request(1 + random.nextInt(300));
        case 4 -> between.get().pause(random.nextBoolean() ? Side.CALLER : Side.TARGET);
        case 5 -> between.get().resume();
        case 6 -> await(Mono.delay(Duration.ofMillis(random.nextInt(3))));
        default -> between.get().reset();
      }
    }

    private void next(boolean takesAll) {
      taker.cancel();
      taker = new Taker(taken, takesAll);
      ends.receive().subscribe(taker);
    }

    void end() {
      taker.cancel();
      ends.sender().dispose();
      ends.receiver().dispose();
    }
  }

  @ParameterizedTest
  @EnumSource
  void allArrivesInOrder(Flow flow) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Play play = new Play(flow, seed);
      Mono<Void> sent = begun(play.ends.send().apply(Supply.of(MESSAGES).messages()));

      play.acts(false);

      until(() -> play.taken.size() == MESSAGES);
      await(sent);
      assertThat(play.taken)
          .as("seed %s", seed)
          .containsExactlyElementsOf(Flux.range(0, MESSAGES).map(Long::valueOf).toIterable());
      play.end();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH_PULL", "SCATTER_GATHER", "PAIR", "DEALER_ROUTER", "CLIENT_SERVER"})
  void afterResetsWhatIsPublishedArrivesAndNothingTwice(Flow flow) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Play play = new Play(flow, seed);
      Supply supply = Supply.endless();
      Disposable sending = keep(play.ends.send().apply(supply.messages()).subscribe());

      play.acts(true);

      long before = supply.published();
      until(() -> play.taken.stream().anyMatch(number -> number > before));
      sending.dispose();
      play.end();
      assertThat(play.taken).as("seed %s", seed).doesNotHaveDuplicates();
    }
  }
}
