package reactor.zmtp.samples.patterns.pirate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest
class SimplePirateQueueTest {

  private final Disposable.Composite running = Disposables.composite();

  @AfterEach
  void end() {
    running.dispose();
  }

  @Test
  void eachWorkerHasItsTurn(
      RouterSocket clients, RouterSocket workers, ReqSocket ann, ReqSocket bob, ReqSocket client) {
    running.add(SimplePirateQueue.run(clients, workers).subscribe());
    work("ann", ann, workers);
    work("bob", bob, workers);
    client.connect(clients.address()).block();

    List<String> replies =
        client
            .request(Flux.range(1, 10).map(i -> ZmqMessage.of("" + i)), 1)
            .map(ZmqMessage::text)
            .collectList()
            .block();

    assertThat(replies.subList(2, 10)).filteredOn("ann"::equals).hasSize(4);
  }

  @Test
  void nothingIsTakenFromClientsBeforeAWorkerIsThere(
      RouterSocket clients, RouterSocket workers, ReqSocket ann, ReqSpec spec) {
    running.add(SimplePirateQueue.run(clients, workers).subscribe());
    ReqSocket client = spec.correlate(true).connect(clients.address()).openNow();

    StepVerifier.create(
            client.request(Flux.range(1, 100).map(i -> ZmqMessage.of("" + i)), 100).take(100))
        .then(() -> assertThat(clients.snapshot().received()).isLessThanOrEqualTo(1))
        .then(() -> work("ann", ann, workers))
        .expectNextCount(100)
        .verifyComplete();
    client.dispose();
  }

  @Test
  void aClientAsksAgainWhenAWorkerDiesWithItsTask(
      RouterSocket clients, RouterSocket workers, ReqSocket mortal, ReqSocket ann, ReqSocket req) {
    running.add(SimplePirateQueue.run(clients, workers).subscribe());
    mortal.connect(workers.address()).block();
    running.add(
        SimplePirateWorker.run(
                mortal, task -> Mono.<ZmqMessage>never().doOnSubscribe(each -> mortal.dispose()))
            .onErrorComplete()
            .subscribe());
    req.connect(clients.address()).block();
    LazyPirate client = new LazyPirate(req, Duration.ofMillis(200), 10);

    StepVerifier.create(client.request(ZmqMessage.of("hello")))
        .then(() -> mortal.onDispose().block())
        .then(() -> work("ann", ann, workers))
        .expectNext(ZmqMessage.of("ann"))
        .verifyComplete();
  }

  private void work(String name, ReqSocket worker, RouterSocket queue) {
    worker.connect(queue.address()).block();
    running.add(SimplePirateWorker.run(worker, task -> Mono.just(ZmqMessage.of(name))).subscribe());
  }
}
