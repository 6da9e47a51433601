package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SubSocket;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.TopicOverflowException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Topics of one SUB, shared among those who subscribe to them. */
class TopicTest extends Scene {

  private final Events events = new Events();
  private PubSocket pub;
  private SubSocket sub;

  @BeforeEach
  void meet() {
    pub = open(zmq.pub().noDrop(true).bind(Anywhere.endpoint()));
    sub = open(zmq.sub().doOnEvent(events).connect(pub.address()));
  }

  private Slow slow(String topic, TopicOverflow overflow, int buffer) {
    Slow slow = keep(new Slow());
    sub.topic(topic, overflow, buffer).subscribe(slow);
    await(pub.awaitSubscribers(topic, 1));
    return slow;
  }

  private List<String> taken(String topic) {
    List<String> taken = new CopyOnWriteArrayList<>();
    keep(sub.topic(topic).subscribe(message -> taken.add(message.text(0) + message.text(1))));
    await(pub.awaitSubscribers(topic, 1));
    return taken;
  }

  private void publish(String... topics) {
    await(
        pub.send(
            Flux.range(0, topics.length).map(i -> ZmqMessage.of(topics[i], Integer.toString(i)))));
  }

  private static String[] times(int count, String topic) {
    return IntStream.range(0, count).mapToObj(i -> topic).toArray(String[]::new);
  }

  private static List<String> numbered(String topic, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> topic + i).toList();
  }

  @Test
  void everybodyGetsWhatBeginsWithTheirTopic() {
    List<String> apple = taken("AAPL");
    List<String> alsoApple = taken("AAPL");
    List<String> a = taken("A");
    List<String> all = taken("");

    publish("AAPL", "AMZN", "MSFT", "AAPL");

    until(() -> all.size() == 4);
    assertThat(all).containsExactly("AAPL0", "AMZN1", "MSFT2", "AAPL3");
    assertThat(a).containsExactly("AAPL0", "AMZN1", "AAPL3");
    assertThat(apple).containsExactly("AAPL0", "AAPL3").isEqualTo(alsoApple);
  }

  @Test
  void theFirstSubscriberSubscribesAndTheLastUnsubscribes() {
    Disposable first = keep(sub.topic("a").subscribe());
    Disposable second = keep(sub.topic("a").subscribe());
    await(pub.awaitSubscribers("a", 1));
    assertThat(await(sub.topicCount())).isEqualTo(1);

    first.dispose();
    assertThat(await(sub.topicCount())).isEqualTo(1);

    second.dispose();
    assertThat(await(sub.topicCount())).isZero();
    assertThat(
            await(sub.topic("a").map(ZmqMessage::text).next().timeout(MOMENT, Mono.just("none"))))
        .isEqualTo("none");
  }

  private static final java.time.Duration MOMENT = java.time.Duration.ofMillis(20);

  @Test
  void nothingIsSubscribedToBeforeAndByWhoCancelsAtOnce() {
    Flux<ZmqMessage> topic = sub.topic("a");
    assertThat(await(sub.topicCount())).isZero();

    topic.subscribe(
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            subscription.cancel();
          }
        });

    assertThat(await(sub.topicCount())).isZero();
    assertThat(await(sub.receive().next().timeout(MOMENT, Mono.empty()).hasElement())).isFalse();
  }

  @Test
  void demandIsHonouredToTheMessage() {
    Slow slow = slow("a", TopicOverflow.WAIT, 10);
    publish(times(5, "a"));
    assertThat(slow.taken).isEmpty();

    slow.request(2);
    until(() -> slow.taken.size() == 2);
    slow.request(1);
    until(() -> slow.taken.size() == 3);

    metrics(sub);
    assertThat(slow.taken).containsExactly("a0", "a1", "a2");
  }

  @Test
  void whoWaitsSlowsAllAndNothingIsLost() {
    Slow slow = slow("a", TopicOverflow.WAIT, 10);
    List<String> other = taken("a");
    Mono<Void> sent =
        begun(pub.send(Flux.range(0, 5000).map(i -> ZmqMessage.of("a", Integer.toString(i)))));

    until(sub, metrics -> metrics.waitingToReceive() > 0);
    standstill(() -> other.size());
    assertThat(other).hasSize(10);

    slow.request(Long.MAX_VALUE);

    until(() -> slow.taken.size() == 5000);
    assertThat(slow.taken).isEqualTo(numbered("a", 0, 5000));
    until(() -> other.size() == 5000);
    await(sent);
    assertThat(metrics(sub).discarded()).isZero();
  }

  @Test
  void whoWaitsAndLeavesHoldsUpNobodyAnyMore() {
    Slow slow = slow("a", TopicOverflow.WAIT, 1);
    List<String> other = taken("a");
    Mono<Void> sent =
        begun(pub.send(Flux.range(0, 500).map(i -> ZmqMessage.of("a", Integer.toString(i)))));
    until(sub, metrics -> metrics.waitingToReceive() > 0);

    slow.cancel();

    until(() -> other.size() == 500);
    await(sent);
  }

  private void assertDropped(TopicOverflow overflow, List<String> left) {
    Slow slow = slow("a", overflow, 10);
    List<String> other = taken("a");

    publish(times(100, "a"));
    until(() -> other.size() == 100);
    until(sub, metrics -> metrics.discarded() == 90);
    slow.request(Long.MAX_VALUE);
    until(() -> slow.taken.size() == 10);

    assertThat(slow.taken).isEqualTo(left);
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.SUBSCRIBER_FULL);
  }

  @Test
  void theOldestAreDropped() {
    assertDropped(TopicOverflow.DROP_OLDEST, numbered("a", 90, 100));
  }

  @Test
  void theNewestAreDropped() {
    assertDropped(TopicOverflow.DROP_NEWEST, numbered("a", 0, 10));
  }

  @Test
  void ofEachTopicTheLatestIsKept() {
    Slow slow = slow("", TopicOverflow.LATEST, 10);
    List<String> other = taken("");

    publish("a", "b", "a", "a", "b", "c", "a");
    until(() -> other.size() == 7);
    slow.request(Long.MAX_VALUE);

    until(() -> slow.taken.size() == 3);
    assertThat(slow.taken).containsExactly("a6", "b4", "c5");
    assertThat(metrics(sub).discarded()).isEqualTo(4);
  }

  @Test
  void ofMoreTopicsThanTheBufferHoldsTheOnesThatWaitedLongestAreDropped() {
    Slow slow = slow("", TopicOverflow.LATEST, 2);
    List<String> other = taken("");

    publish("a", "b", "c", "d");
    until(() -> other.size() == 4);
    slow.request(Long.MAX_VALUE);

    until(() -> slow.taken.size() == 2);
    assertThat(slow.taken).containsExactly("c2", "d3");
  }

  @Test
  void aSubscriptionFailsAfterWhatWaited() {
    Slow slow = slow("a", TopicOverflow.ERROR, 10);
    List<String> other = taken("a");

    publish(times(100, "a"));
    until(() -> other.size() == 100);
    assertThat(slow.failed).isFalse();
    slow.request(Long.MAX_VALUE);

    until(() -> slow.failed);
    assertThat(slow.taken).isEqualTo(numbered("a", 0, 10));
    assertThat(slow.failure)
        .isInstanceOf(TopicOverflowException.class)
        .hasMessageContaining("\"a\"")
        .hasMessageContaining("10 messages");
  }

  @ParameterizedTest
  @EnumSource(
      value = TopicOverflow.class,
      names = {"DROP_OLDEST", "DROP_NEWEST", "LATEST", "ERROR"})
  void whoIsSlowInAnotherWayHoldsUpNobody(TopicOverflow overflow) {
    slow("a", overflow, 1);
    AtomicLong other = new AtomicLong();
    keep(sub.topic("a").subscribe(message -> other.incrementAndGet()));

    publish(times(5000, "a"));

    until(() -> other.get() == 5000);
  }

  @Test
  void aSubscriberThatThrowsHarmsNoOther() {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    keep(
        sub.topic("a")
            .subscribe(
                message -> {
                  throw new LinkageError("no");
                },
                failures::add));
    List<String> other = taken("a");

    publish(times(10, "a"));

    until(() -> other.size() == 10);
    until(() -> failures.size() == 1);
  }

  @Test
  void subscribersMayComeAndGoWhileMessagesAreHandedOn() {
    List<String> late = new CopyOnWriteArrayList<>();
    List<Disposable> nested = new ArrayList<>();
    keep(
        sub.topic("a")
            .take(2)
            .subscribe(
                message -> nested.add(sub.topic("a").subscribe(next -> late.add(next.text(1))))));
    await(pub.awaitSubscribers("a", 1));

    publish(times(1000, "a"));

    until(() -> late.contains("999"));
    assertThat(nested).hasSize(2);
    nested.forEach(Disposable::dispose);
    until(() -> await(sub.topicCount()) == 0);
  }

  @Test
  void theyCompleteWithTheSocket() {
    Mono<List<ZmqMessage>> all = begun(sub.topic("a").collectList());
    await(pub.awaitSubscribers("a", 1));

    sub.dispose();

    assertThat(await(all)).isEmpty();
    assertThatThrownBy(() -> await(sub.topic("a").next())).isInstanceOf(DisposedException.class);
  }

  @Test
  void receiveAndTopicExcludeEachOther() {
    Disposable receiving = keep(sub.receive().subscribe());
    assertThatThrownBy(() -> await(sub.topic("a").next()))
        .isInstanceOf(AlreadyReceivingException.class);
    receiving.dispose();

    keep(sub.topic("a").subscribe());
    await(sub.topicCount());
    StepVerifier.create(sub.receive()).verifyError(AlreadyReceivingException.class);
  }

  @Test
  void aMessageThatNobodyWantsIsReported() {
    List<String> taken = taken("a");
    await(sub.subscribe("b"));
    await(pub.awaitSubscribers("b", 1));

    publish("b", "a");

    until(() -> taken.size() == 1);
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NO_SUBSCRIBER);
  }

  @Test
  void manySubscribersOfManyTopicsShareOneSocket() {
    AtomicLong[] counts =
        LongStream.range(0, 1000).mapToObj(AtomicLong::new).toArray(AtomicLong[]::new);
    for (int i = 0; i < 1000; i++) {
      AtomicLong count = counts[i];
      count.set(0);
      keep(sub.topic("topic " + i % 50 + " ").subscribe(message -> count.incrementAndGet()));
    }
    for (int i = 0; i < 50; i++) {
      await(pub.awaitSubscribers("topic " + i + " ", 1));
    }

    publish(IntStream.range(0, 5000).mapToObj(i -> "topic " + i % 50 + " ").toArray(String[]::new));

    for (AtomicLong count : counts) {
      until(() -> count.get() == 100);
    }
    assertThat(metrics(sub).peers()).isEqualTo(1);
  }

  @Test
  void aBufferHoldsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sub.topic("a", TopicOverflow.WAIT, 0))
        .withMessageContaining("buffer");
  }

  @Test
  void aTopicThatIsTooLongFailsItsSubscriber() {
    assertThatThrownBy(() -> await(sub.topic("a".repeat(100_000)).next()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTopicLength");
  }
}
