package reactor.zmtp.samples.patterns.pubsub;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XPubSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class LastValueCacheTest {

  private final Disposable.Composite running = Disposables.composite();

  private PubSocket publisher;
  private XPubSocket cache;
  private SubSpec subscriber;

  @BeforeEach
  void begin(PubSocket pub, SubSocket feed, XPubSpec spec, SubSpec sub) {
    publisher = pub;
    cache = spec.manualLastValue(true).bind("tcp://127.0.0.1:*").openNow();
    subscriber = sub.connect(cache.address());
    feed.subscribe("").then(feed.connect(pub.address())).block();
    publisher.awaitSubscribers("", 1).block();
    running.add(new LastValueCache(feed, cache).run().subscribe());
  }

  @AfterEach
  void end() {
    running.dispose();
    cache.disposeLater().block();
  }

  @Test
  void aLateSubscriberHasTheLastValueOfItsTopicFirst() {
    publishSeen("A 1", "B 1", "A 2");

    StepVerifier.create(values("A"))
        .expectNext("A 2")
        .then(() -> publish("B 2", "A 3"))
        .expectNext("A 3")
        .thenCancel()
        .verify();
  }

  @Test
  void aSubscriberOfManyTopicsHasTheLastValueOfEach() {
    publishSeen("A 1", "B 1", "A 2");

    StepVerifier.create(values("").take(2)).expectNext("A 2", "B 1").verifyComplete();
  }

  @Test
  void thoseWhoAreThereAlreadyGetNoLastValueAgain() {
    publishSeen("A 1");

    StepVerifier.create(values("A"))
        .expectNext("A 1")
        .then(() -> values("A").blockFirst())
        .then(() -> publish("A 2"))
        .expectNext("A 2")
        .thenCancel()
        .verify();
  }

  @Test
  void anUpdateAfterASubscriptionWithoutALastValueIsForAll() {
    publishSeen("A 1");

    StepVerifier.create(values("A"))
        .expectNext("A 1")
        .then(() -> running.add(values("B").subscribe()))
        .then(() -> cache.awaitSubscribers("B", 1).block())
        .then(() -> publish("A 2"))
        .expectNext("A 2")
        .thenCancel()
        .verify();
  }

  private Flux<String> values(String topic) {
    return subscriber
        .subscribe(topic)
        .receive()
        .filter(each -> each.size() > 1)
        .map(each -> each.text(0) + " " + each.text(1));
  }

  private void publish(String... updates) {
    publisher
        .send(
            Flux.fromIterable(List.of(updates))
                .map(update -> ZmqMessage.of(update.substring(0, 1), update.substring(2))))
        .block();
  }

  /** Until all of them have come to the cache. */
  private void publishSeen(String... updates) {
    publish(updates);
    String last = updates[updates.length - 1];
    values("").filter(last::equals).blockFirst();
  }
}
