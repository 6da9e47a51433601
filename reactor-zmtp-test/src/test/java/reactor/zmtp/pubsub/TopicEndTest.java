package reactor.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.SubSocket;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** How subscribers of a shared SUB end, what they leave behind, and what is told of losses. */
class TopicEndTest extends Scene {

  private final Events events = new Events();
  private final AtomicLong passed = new AtomicLong();
  private PubSocket pub;
  private SubSocket sub;

  @BeforeEach
  void meet() {
    pub = open(zmq.pub().noDrop(true).bind(Anywhere.endpoint()));
    sub = open(zmq.sub().doOnEvent(events).connect(pub.address()));
  }

  private <S extends Slow> S joined(S slow, TopicOverflow overflow, int buffer) {
    sub.topic("a", overflow, buffer).subscribe(keep(slow));
    await(pub.awaitSubscribers("a", 1));
    return slow;
  }

  /** Publishes messages, and returns when they have passed everybody. */
  private void publish(int count) {
    keep(sub.topic("a").subscribe(message -> passed.incrementAndGet()));
    await(sub.topicCount());
    await(pub.send(Flux.range(0, count).map(i -> ZmqMessage.of("a", Integer.toString(i)))));
    until(() -> passed.get() == count);
  }

  @Test
  void whoHasFailedHoldsNoTopicAnyMore() {
    Slow slow = joined(new Slow(), TopicOverflow.ERROR, 1);

    await(pub.send(Flux.range(0, 3).map(i -> ZmqMessage.of("a", Integer.toString(i)))));

    until(() -> await(sub.topicCount()) == 0);
    await(sub.receive().next().timeout(Duration.ofMillis(1), Mono.empty()));
    slow.request(1);
    until(() -> slow.failed);
    assertThat(slow.taken).containsExactly("a0");
  }

  @Test
  void whoWantsNothingCompletesWithTheSocketAndWhatWaitedIsReported() {
    Slow slow = joined(new Slow(), TopicOverflow.WAIT, 10);
    publish(5);

    await(sub.disposeLater());

    until(() -> slow.completed);
    assertThat(slow.taken).isEmpty();
    assertThat(metrics(sub).discarded()).isEqualTo(5);
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.NOT_RECEIVED);
    assertThat(events.all()).last().isInstanceOf(Stopped.class);
  }

  @Test
  void nothingComesOnceTheSocketWasDisposedOf() {
    Slow slow =
        joined(
            new Slow() {
              @Override
              protected void hookOnNext(ZmqMessage message) {
                super.hookOnNext(message);
                sub.dispose();
              }
            },
            TopicOverflow.WAIT,
            10);
    publish(5);

    slow.request(Long.MAX_VALUE);

    until(() -> slow.completed);
    assertThat(slow.taken).containsExactly("a0");
  }

  @Test
  void whatTheApplicationUnsubscribesFromIsNotWhatIsShared() {
    Slow slow = joined(new Slow(), TopicOverflow.WAIT, 10);

    await(sub.unsubscribe("a"));
    assertThat(await(sub.topicCount())).isEqualTo(1);

    await(sub.subscribe("a"));
    slow.cancel();
    assertThat(await(sub.topicCount())).isEqualTo(1);

    await(sub.unsubscribe("a"));
    assertThat(await(sub.topicCount())).isZero();
  }

  @Test
  void whatNobodyWantsAnyMoreIsNoLoss() {
    Slow slow = joined(new Slow(), TopicOverflow.WAIT, 1);
    Mono<Void> sent =
        begun(pub.send(Flux.range(0, 100).map(i -> ZmqMessage.of("a", Integer.toString(i)))));
    until(sub, metrics -> metrics.waitingToReceive() > 0);

    slow.cancel();

    await(sent);
    until(() -> await(sub.topicCount()) == 0);
    assertThat(metrics(sub).discarded()).isZero();
  }

  @Test
  void lossesAreReportedTogether() {
    joined(new Slow(), TopicOverflow.DROP_NEWEST, 1);

    publish(20_000);

    until(sub, metrics -> metrics.discarded() == 19_999);
    metrics(sub);
    assertThat(
            events.all().stream()
                .filter(Discarded.class::isInstance)
                .mapToLong(event -> ((Discarded) event).count())
                .sum())
        .isEqualTo(19_999);
    assertThat(events.count(Discarded.class)).isLessThan(10_000);
  }
}
