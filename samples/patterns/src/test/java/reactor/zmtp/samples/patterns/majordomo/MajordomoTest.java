package reactor.zmtp.samples.patterns.majordomo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.Python;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmqTest;

@ZmqTest(bind = "tcp://127.0.0.1:*") // libzmq is at the other end, too
class MajordomoTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Disposable.Composite running = Disposables.composite();

  @AfterEach
  void end() {
    running.dispose();
  }

  @Test
  void aRequestHasPartialRepliesAndAFinalOne(RouterSocket router, DealerSpec dealer) {
    broker(router);
    worker(router.address(), "count", dealer, body -> Flux.just("1", "2", "3"));

    StepVerifier.create(client(router, dealer).request("count", ZmqMessage.of("go")))
        .expectNext(ZmqMessage.of("1"), ZmqMessage.of("2"), ZmqMessage.of("3"))
        .verifyComplete();
  }

  @Test
  void aRequestWaitsForTheFirstWorkerOfItsService(RouterSocket router, DealerSpec dealer) {
    broker(router);
    worker(router.address(), "tea", dealer, body -> Flux.just("tea"));

    StepVerifier.create(client(router, dealer).request("coffee", ZmqMessage.of("black")))
        .then(() -> worker(router.address(), "coffee", dealer, body -> Flux.just("a cup, " + body)))
        .expectNext(ZmqMessage.of("a cup, black"))
        .verifyComplete();
  }

  @Test
  void theRequestOfAWorkerThatFallsSilentGoesToAnother(RouterSocket router, DealerSpec dealer) {
    broker(router);
    FaultyLink link = FaultyLink.to(router.address()).block();
    running.add(link);
    worker(
        link.endpoint(),
        "echo",
        dealer,
        body -> Flux.<String>never().doOnSubscribe(begun -> link.blackHole()));

    StepVerifier.create(client(router, dealer).request("echo", ZmqMessage.of("hello")))
        .then(() -> link.until(counts -> counts.vanished() > 0).block())
        .then(() -> worker(router.address(), "echo", dealer, Flux::just))
        .expectNext(ZmqMessage.of("hello"))
        .verifyComplete();
  }

  @Test
  void aWorkerWhoseConnectionEndsIsGivenUpAtOnce(RouterSpec spec, DealerSpec dealer) {
    RouterSocket router =
        spec.notify(Set.of(PeerNotice.DISCONNECTED)).bind("tcp://127.0.0.1:*").openNow();
    running.add(new MajordomoBroker(router, Duration.ofHours(1), PATIENCE).run().subscribe());
    FaultyLink link = FaultyLink.to(router.address()).block();
    worker(
        link.endpoint(),
        "echo",
        dealer,
        body -> Flux.<String>never().doOnSubscribe(begun -> link.dispose()));

    StepVerifier.create(client(router, dealer).request("echo", ZmqMessage.of("hello")))
        .then(() -> link.onDispose().block())
        .then(() -> worker(router.address(), "echo", dealer, Flux::just))
        .expectNext(ZmqMessage.of("hello"))
        .verifyComplete();
    running.dispose();
    router.dispose();
  }

  @Test
  void aWorkerComesBackToABrokerThatIsRestarted(
      RouterSocket other, RouterSpec spec, DealerSpec dealer) {
    RouterSocket first = spec.bind("tcp://127.0.0.1:*").openNow();
    String address = first.address();
    Disposable runs = new MajordomoBroker(first, HEARTBEAT, PATIENCE).run().subscribe();
    worker(address, "echo", dealer.reconnectInterval(Duration.ofMillis(10)), Flux::just);
    client(first, dealer).request("echo", ZmqMessage.of("first")).blockLast();
    runs.dispose();
    first.disposeLater().block();

    other.bind(address).block();
    broker(other);

    MajordomoClient client = new MajordomoClient(dealer.connect(address), PATIENCE);
    StepVerifier.create(client.request("echo", ZmqMessage.of("second")))
        .expectNext(ZmqMessage.of("second"))
        .verifyComplete();
  }

  @Test
  void aWorkerThatTheBrokerDoesNotKnowIsToldToBeginAnew(RouterSocket router, DealerSpec dealer) {
    broker(router);

    StepVerifier.create(
            Flux.usingWhen(
                dealer.connect(router.address()).open(),
                stranger -> stranger.send(Mdp.HEARTBEAT).thenMany(stranger.receive().take(1)),
                stranger -> stranger.disposeLater()))
        .expectNext(Mdp.DISCONNECT)
        .verifyComplete();
  }

  @Test
  void aRequestThatNobodyServesFailsAtTheClient(RouterSocket router, DealerSpec dealer) {
    broker(router);
    MajordomoClient hasty =
        new MajordomoClient(dealer.connect(router.address()), Duration.ofMillis(200));

    StepVerifier.create(hasty.request("nothing", ZmqMessage.of("hello")))
        .verifyError(TimeoutException.class);
  }

  @Test
  void aHandlerThatFailsRepliesWithAnEmptyFrame(RouterSocket router, DealerSpec dealer) {
    broker(router);
    worker(router.address(), "echo", dealer, body -> Flux.error(new IllegalStateException(body)));

    StepVerifier.create(client(router, dealer).request("echo", ZmqMessage.of("hello")))
        .expectNext(ZmqMessage.of(""))
        .verifyComplete();
  }

  @Test
  void aClientInPythonIsServed(RouterSocket router, DealerSpec dealer) throws Exception {
    broker(router);
    worker(router.address(), "greet", dealer, body -> Flux.just("wait", "hello " + body));

    assertThat(Python.run("mdp_client.py", router.address(), "greet", "ann"))
        .containsExactly("PARTIAL wait", "FINAL hello ann");
  }

  @Test
  void aWorkerInPythonServes(RouterSocket router, DealerSpec dealer) throws Exception {
    broker(router);
    Sinks.Many<String> replies = Sinks.many().replay().all();
    running.add(
        client(router, dealer)
            .request("echo", ZmqMessage.of("hello"))
            .map(ZmqMessage::text)
            .subscribe(replies::tryEmitNext, replies::tryEmitError, replies::tryEmitComplete));

    Python.run("mdp_worker.py", router.address(), "echo");

    StepVerifier.create(replies.asFlux()).expectNext("served in Python", "hello").verifyComplete();
  }

  private interface Handler {
    Flux<String> replies(String body);
  }

  private void broker(RouterSocket router) {
    running.add(new MajordomoBroker(router, HEARTBEAT, PATIENCE).run().subscribe());
  }

  private void worker(String broker, String service, DealerSpec dealer, Handler handler) {
    running.add(
        new MajordomoWorker(
                dealer.connect(broker),
                service,
                HEARTBEAT,
                body -> handler.replies(body.text()).map(ZmqMessage::of))
            .run()
            .subscribe());
  }

  private static MajordomoClient client(RouterSocket router, DealerSpec dealer) {
    return new MajordomoClient(dealer.connect(router.address()), PATIENCE);
  }
}
