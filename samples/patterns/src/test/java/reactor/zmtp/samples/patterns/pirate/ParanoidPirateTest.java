package reactor.zmtp.samples.patterns.pirate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmqTest;

@ZmqTest(bind = "tcp://127.0.0.1:*") // raw peers play some parts
class ParanoidPirateTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Disposable.Composite running = Disposables.composite();

  @AfterEach
  void end() {
    running.dispose();
  }

  @Test
  void aWorkerThatFallsSilentGetsNoMoreTasks(
      RouterSocket clients, RouterSocket workers, DealerSpec dealer, ReqSocket client) {
    ParanoidPirateQueue queue = new ParanoidPirateQueue(clients, workers, HEARTBEAT);
    running.add(queue.run().subscribe());
    FaultyLink link = FaultyLink.to(workers.address()).block();
    running.add(link);
    worker("silent", link.endpoint(), dealer);
    await(queue, 1);
    worker("lively", workers.address(), dealer);
    await(queue, 2);
    client.connect(clients.address()).block();

    link.blackHole();
    await(queue, 1);

    StepVerifier.create(
            client
                .request(Flux.range(1, 5).map(i -> ZmqMessage.of("" + i)), 1)
                .map(ZmqMessage::text))
        .expectNext("lively", "lively", "lively", "lively", "lively")
        .verifyComplete();
  }

  @Test
  void aWorkerIsNotTakenForDeadWhileItWorks(
      RouterSocket clients, RouterSocket workers, DealerSpec dealer, ReqSpec req) {
    ParanoidPirateQueue queue = new ParanoidPirateQueue(clients, workers, HEARTBEAT);
    running.add(queue.run().subscribe());
    running.add(
        ParanoidPirateWorker.run(
                dealer.connect(workers.address()),
                HEARTBEAT,
                task -> Mono.just(task).delayElement(HEARTBEAT.multipliedBy(5)))
            .subscribe());
    await(queue, 1);

    StepVerifier.create(req.connect(clients.address()).request(ZmqMessage.of("hello")))
        .expectNext(ZmqMessage.of("hello"))
        .verifyComplete();
  }

  @Test
  void aWorkerReportsToAQueueThatComesBack(
      RouterSocket clients, RouterSocket others, RouterSpec router, DealerSpec dealer) {
    RouterSocket workers = router.bind("tcp://127.0.0.1:*").openNow();
    String address = workers.address();
    ParanoidPirateQueue first = new ParanoidPirateQueue(clients, workers, HEARTBEAT);
    Disposable runs = first.run().subscribe();
    worker("ann", address, dealer.reconnectInterval(Duration.ofMillis(10)));
    await(first, 1);
    runs.dispose();
    workers.disposeLater().block();

    others.bind(address).block();
    ParanoidPirateQueue second = new ParanoidPirateQueue(clients, others, HEARTBEAT);
    running.add(second.run().subscribe());

    await(second, 1);
  }

  @Test
  void aWorkerBeginsAnewWhenItsQueueFallsSilent(RouterSocket queue, DealerSpec dealer) {
    worker("ann", queue.address(), dealer);

    StepVerifier.create(
            queue
                .receive()
                .filter(each -> each.message().equals(ParanoidPirateQueue.READY))
                .map(each -> each.peer())
                .distinct()
                .take(2))
        .expectNextCount(2)
        .verifyComplete();
  }

  private void worker(String name, String queue, DealerSpec dealer) {
    running.add(
        ParanoidPirateWorker.run(
                dealer.connect(queue), HEARTBEAT, task -> Mono.just(ZmqMessage.of(name)))
            .subscribe());
  }

  private static void await(ParanoidPirateQueue queue, int workers) {
    Flux.interval(Duration.ofMillis(10))
        .onBackpressureDrop()
        .filter(tick -> queue.size() == workers)
        .blockFirst(PATIENCE);
    assertThat(queue.size()).isEqualTo(workers);
  }
}
