package reactor.zmtp.samples.patterns.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.PairSpec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class EspressoTest {

  @Test
  void aListenerSeesSubscriptionsAndMessages(
      XSubSocket frontend,
      XPubSocket backend,
      PairSpec tap,
      PubSocket publisher,
      SubSocket subscriber) {
    publisher.connect(frontend.address()).block();
    subscriber.connect(backend.address()).block();

    StepVerifier.create(Espresso.run(frontend, backend, tap).map(ZmqMessage::text).take(3))
        .then(() -> subscriber.subscribe("A").block())
        .expectNext("\u0001A")
        .then(() -> publisher.awaitSubscribers("A", 1).block())
        .then(
            () ->
                publisher
                    .send(Flux.just(ZmqMessage.of("B1"), ZmqMessage.of("A1"), ZmqMessage.of("A2")))
                    .block())
        .expectNext("A1", "A2")
        .verifyComplete();
    assertThat(subscriber.receive().map(ZmqMessage::text).take(2).collectList().block())
        .containsExactly("A1", "A2");
  }
}
