package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/**
 * Subscribers of a shared SUB come and go, ask and throw at random, on its event loop and on other
 * threads: whatever they do, each gets what is its own, in order and no more than it asked for,
 * nobody waits for ever, and nothing is left of them.
 */
class TopicStressTest extends Scene {

  private static final List<String> TOPICS = List.of("", "a", "ab", "b");
  private static final List<TopicOverflow> WAYS = List.of(TopicOverflow.values());
  private static final Duration LONG_ENOUGH = Duration.ofMillis(400);

  private static final int MOST = 20;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Queue<Guest> guests = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong taken = new AtomicLong();
  private SubSocket sub;

  /** One subscriber. */
  private final class Guest implements CoreSubscriber<ZmqMessage> {

    private final Random random;
    private final String topic;
    private final TopicOverflow overflow;
    private final AtomicLong allowed = new AtomicLong();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile Subscription subscription;
    private boolean ended;

    /** By topic where one message takes the place of another of its topic, else of all. */
    private final Map<String, Long> last = new HashMap<>();

    Guest(Random random) {
      this.random = random;
      this.topic = TOPICS.get(random.nextInt(TOPICS.size()));
      this.overflow = WAYS.get(random.nextInt(WAYS.size()));
    }

    void come() {
      sub.topic(topic, overflow, 1 + random.nextInt(8)).subscribe(this);
      guests.add(this);
    }

    void ask(long n) {
      allowed.addAndGet(n);
      subscription.request(n);
    }

    void leave() {
      subscription.cancel();
    }

    private void check(boolean right, String what) {
      if (!right) {
        faults.add(what + ": " + topic + " " + overflow);
      }
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      if (random.nextInt(10) == 0) {
        leave();
      } else {
        ask(1 + random.nextInt(20));
      }
    }

    @Override
    public void onNext(ZmqMessage message) {
      check(inside.getAndIncrement() == 0, "two at a time");
      check(!ended, "a message after the end");
      check(allowed.decrementAndGet() >= 0, "more than was asked for");
      check(message.text(0).startsWith(topic), "another topic");
      long number = Long.parseLong(message.text(1));
      String line = overflow == TopicOverflow.LATEST ? message.text(0) : "";
      check(number > last.getOrDefault(line, -1L), "out of order");
      last.put(line, number);
      taken.incrementAndGet();
      act();
      inside.decrementAndGet();
    }

    private void act() {
      switch (random.nextInt(12)) {
        case 0 -> leave();
        case 1 -> {
          inside.decrementAndGet();
          throw new LinkageError("no");
        }
        case 2 -> {
          if (guests.size() < MOST) {
            new Guest(new Random(random.nextLong())).come();
          }
        }
        case 3 -> {
          Guest other = guests.peek();
          if (other != null) {
            other.leave();
          }
        }
        default -> ask(1 + random.nextInt(3));
      }
    }

    @Override
    public void onError(Throwable failure) {
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    private void end() {
      check(!ended, "a second end");
      ended = true;
      guests.remove(this);
    }
  }

  private static ZmqMessage message(int number) {
    String topic = TOPICS.get(1 + ThreadLocalRandom.current().nextInt(TOPICS.size() - 1));
    return ZmqMessage.of(topic, Integer.toString(number));
  }

  @RepeatedTest(4)
  void eachGetsItsOwnNobodyWaitsForEverAndNothingIsLeft(RepetitionInfo seed) {
    PubSocket pub = open(zmq.pub().noDrop(true).bind(Anywhere.endpoint()));
    sub = open(zmq.sub().connect(pub.address()));
    Mono<Void> sent =
        begun(
            pub.send(
                Flux.range(0, Integer.MAX_VALUE)
                    .map(TopicStressTest::message)
                    .takeUntil(message -> over.get())));
    Random random = new Random(seed.getCurrentRepetition());

    long end = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (System.nanoTime() < end) {
      if (guests.size() < MOST) {
        new Guest(new Random(random.nextLong())).come();
      }
      Guest one = guests.poll();
      if (one != null) {
        if (random.nextInt(4) == 0) {
          one.leave();
        } else {
          one.ask(1 + random.nextInt(20));
          guests.add(one);
        }
      }
    }
    AtomicLong more = new AtomicLong();
    var last = keep(sub.topic("a").subscribe(message -> more.incrementAndGet()));
    until(
        () -> {
          guests.forEach(guest -> guest.ask(1000));
          return more.get() > 1000;
        });
    last.dispose();
    over.set(true);

    until(
        () -> {
          guests.forEach(Guest::leave);
          return await(sub.topicCount()) == 0;
        });
    await(sent.onErrorComplete());
    assertThat(faults).isEmpty();
    assertThat(taken.get()).isPositive();
    await(sub.receive().next().timeout(Duration.ofMillis(1), Mono.empty()));
  }
}
