package reactor.zmtp.samples.patterns.pirate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class LazyPirateTest {

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Disposable.Composite opened = Disposables.composite();

  @AfterEach
  void end() {
    opened.dispose();
  }

  @Test
  void aClientSurvivesAServerThatIsRestarted(ReqSpec client, RepSpec server) {
    RepSocket first = server.bind("tcp://127.0.0.1:*").openNow();
    first
        .reply(request -> Mono.<ZmqMessage>never().doOnSubscribe(asked -> first.dispose()))
        .subscribe();
    ReqSocket req =
        client.reconnectInterval(Duration.ofMillis(10)).connect(first.address()).openNow();
    opened.add(req);
    Mono<Void> restarted =
        first
            .onDispose()
            .then(server.bind(first.address()).open())
            .doOnNext(opened::add)
            .flatMap(second -> second.reply(request -> Mono.just(request.withTopic("again"))));
    opened.add(restarted.onErrorComplete().subscribe());

    StepVerifier.create(new LazyPirate(req, PATIENCE, 10).request(ZmqMessage.of("hello")))
        .expectNext(ZmqMessage.of("again", "hello"))
        .verifyComplete();
  }

  @Test
  void aClientGivesUpAfterItsLastTry(RepSocket server, ReqSpec client) {
    AtomicInteger asked = new AtomicInteger();
    opened.add(
        server
            .reply(
                request -> Mono.<ZmqMessage>never().doOnSubscribe(each -> asked.incrementAndGet()))
            .subscribe());
    ReqSocket req = client.name("orders").correlate(true).connect(server.address()).openNow();
    opened.add(req);

    StepVerifier.create(new LazyPirate(req, PATIENCE, 3).request(ZmqMessage.of("hello")))
        .verifyErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(NoReplyException.class)
                    .hasMessageContaining("REQ socket \"orders\"")
                    .hasMessageEndingWith("has asked 3 times and had no reply within PT0.2S"));
    assertThat(asked).hasValue(3);
  }
}
