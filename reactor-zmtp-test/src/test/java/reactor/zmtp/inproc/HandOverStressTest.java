package reactor.zmtp.inproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/**
 * Two event loops that hand over message after message with marks so small that each has to wake
 * the other for each: a wake-up that is lost, or a grant, is the end of it.
 */
@Tag("full")
class HandOverStressTest extends Scene {

  private static final long MESSAGES = Long.getLong("handovers", 5_000);
  private static final ZmqMessage NEWS = ZmqMessage.of("news");

  private ZmqContext twoLoops;

  @BeforeEach
  void open() {
    twoLoops = ZmqContext.builder().ioThreads(2).build();
  }

  @AfterEach
  void close() {
    await(twoLoops.disposeLater());
  }

  @ParameterizedTest(name = "mark {0}, credit: {1}, requested at once: {2}")
  @CsvSource({
    "1, true, 1",
    "1, false, 1",
    "2, true, 1",
    "2, false, 1",
    "2, true, 3",
    "2, false, 3",
    "3, true, 2",
    "2, true, 0",
    "2, false, 0"
  })
  void everyMessageIsHandedOver(int mark, boolean credit, int requested) {
    PullSocket pull =
        open(twoLoops.pull().credit(credit).receiveHighWaterMark(mark).bind("inproc://jobs"));
    PushSocket push = open(twoLoops.push().sendHighWaterMark(mark).connect("inproc://jobs"));
    Taker taker = keep(new Taker(requested));
    pull.receive().subscribe(taker);

    keep(push.send(Flux.just(NEWS).repeat(MESSAGES - 1)).subscribe());

    taker.takes(MESSAGES);
  }

  /** Announcements go the other way, of which each may be the one that wakes the publisher. */
  @ParameterizedTest(name = "{0} subscribers, requested at once: {1}")
  @CsvSource({"1, 0", "1, 1", "3, 1", "3, 2"})
  void everyMessageIsHandedOverWhileSubscriptionsComeAndGo(int subscribers, int requested) {
    PubSocket pub = open(twoLoops.pub().noDrop(true).sendHighWaterMark(2).bind("inproc://news"));
    Taker[] takers = new Taker[subscribers];
    for (int i = 0; i < subscribers; i++) {
      SubSocket sub =
          open(twoLoops.sub().receiveHighWaterMark(2).subscribe("n").connect("inproc://news"));
      takers[i] = keep(new Taker(requested));
      sub.receive().subscribe(takers[i]);
      keep(
          Flux.range(0, Integer.MAX_VALUE)
              .concatMap(n -> sub.subscribe("ne").then(sub.unsubscribe("ne")), /* prefetch= */ 1)
              .subscribe(none -> {}, gone -> {}));
    }
    await(pub.awaitSubscribers("n", subscribers));

    keep(pub.send(Flux.just(NEWS).repeat(MESSAGES / 2 - 1)).subscribe());

    for (Taker taker : takers) {
      taker.takes(MESSAGES / 2);
    }
  }

  /** Takes so many at a time, from another thread than the event loops; 0 means all. */
  private static final class Taker extends BaseSubscriber<ZmqMessage> {

    private final int atOnce;
    private final AtomicLong taken = new AtomicLong();

    Taker(int atOnce) {
      this.atOnce = atOnce;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (atOnce == 0) {
        requestUnbounded();
      } else {
        request(atOnce);
      }
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      if (taken.incrementAndGet() % Math.max(1, atOnce) == 0 && atOnce > 0) {
        Schedulers.parallel().schedule(() -> request(atOnce));
      }
    }

    /** Waits until so many have come, as long as some come. */
    void takes(long count) {
      long before = -1;
      for (long now = taken.get(); now < count; now = taken.get()) {
        assertThat(now)
            .as("messages of " + count + ", and no more in " + PATIENCE)
            .isGreaterThan(before);
        before = now;
        long last = now;
        until(() -> taken.get() > last);
      }
    }
  }
}
