package reactor.zmtp.samples.patterns.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.pubsub.SuicidalSnail.TooLateException;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class SuicidalSnailTest {

  private static final Duration MOST = Duration.ofMillis(300);
  private static final ZmqCodec<Instant> STAMPS =
      ZmqCodec.of(sent -> ZmqMessage.of(sent.toString()), message -> Instant.parse(message.text()));

  private Disposable feed = Disposables.disposed();

  @AfterEach
  void end() {
    feed.dispose();
  }

  @Test
  void aSubscriberThatIsTooSlowFailsAndSaysHowLateItIs(PubSocket pub, SubSpec sub) {
    StepVerifier.create(snail(pub, sub).concatMap(stamp -> Mono.delay(Duration.ofMillis(50))))
        .then(() -> publish(pub))
        .thenConsumeWhile(worked -> true)
        .verifyErrorSatisfies(
            late ->
                assertThat(late)
                    .isInstanceOf(TooLateException.class)
                    .hasMessageMatching(
                        "the subscriber is PT.*S behind its publisher, and PT0.3S are allowed.*"));
  }

  @Test
  void aSubscriberThatKeepsUpLives(PubSocket pub, SubSpec sub) {
    StepVerifier.create(snail(pub, sub).take(100))
        .then(() -> publish(pub))
        .expectNextCount(100)
        .verifyComplete();
  }

  private static Flux<Instant> snail(PubSocket pub, SubSpec sub) {
    return sub.connect(pub.address())
        .subscribe("")
        .receive(STAMPS)
        .transform(SuicidalSnail.notLaterThan(MOST, stamp -> stamp, Clock.systemUTC()));
  }

  /** A message each 5 milliseconds. */
  private void publish(PubSocket pub) {
    Flux<Instant> stamps =
        Flux.interval(Duration.ofMillis(5)).onBackpressureDrop().map(tick -> Instant.now());
    feed = pub.awaitSubscribers("", 1).then(pub.send(stamps, STAMPS)).subscribe();
  }
}
