package reactor.zmtp.samples.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmqTest;

@ZmqTest(bind = "tcp://127.0.0.1:*") // libzmq is at the other end, too
class ServerEventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(10);

  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(routes -> routes.get("/prices", this::prices).get("/pictures", this::pictures))
          .bindNow();
  private final WebClient web = WebClient.create("http://127.0.0.1:" + server.port());

  @AfterEach
  void close() {
    server.disposeNow();
  }

  private Flux<ZmqMessage> messages(String uri) {
    return new ServerEvents(web, uri, SOON).messages();
  }

  /** Three events from where the client was, and the end. */
  private Mono<Void> prices(HttpServerRequest request, HttpServerResponse response) {
    String last = request.requestHeaders().get("Last-Event-ID", "");
    int first = last.isEmpty() ? 1 : Integer.parseInt(last) + 1;
    return response
        .sse()
        .sendString(
            Flux.range(first, 3).map("id: %1$d\nevent: price\ndata: %1$d.00\n\n"::formatted))
        .then();
  }

  /** Large events, as fast as they are taken, until it is over and they are found no more. */
  private Mono<Void> pictures(HttpServerRequest request, HttpServerResponse response) {
    if (over.get()) {
      return response.sendNotFound();
    }
    String event = "event: picture\ndata: " + "x".repeat(64 * 1024) + "\n\n";
    return response
        .sse()
        .sendString(
            Flux.<String>generate(events -> events.next(event))
                .doOnNext(each -> written.incrementAndGet())
                .takeUntil(each -> over.get()))
        .then();
  }

  @Test
  void eventsAreFollowedFromTheLastOneOnWhenTheServerEnds() {
    StepVerifier.create(messages("/prices").map(price -> price.text(1)).take(7))
        .expectNext("1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "7.00")
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void aPageThatIsNotThereIsAnError() {
    StepVerifier.create(messages("/nothing"))
        .expectError(WebClientResponseException.NotFound.class)
        .verify(PATIENCE);
  }

  @Test
  void libzmqSubscribesToThemByName(PubSocket pub) throws Exception {
    Python python =
        Python.start(
            """
            import sys, zmq
            sub = zmq.Context().socket(zmq.SUB)
            sub.subscribe("price")
            sub.connect(sys.argv[1])
            for _ in range(5):
                print(*(frame.decode() for frame in sub.recv_multipart()))
            """,
            pub.address());

    Disposable sent =
        pub.awaitSubscribers("price", 1).then(pub.send(messages("/prices"))).subscribe();

    assertThat(python.lines())
        .containsExactly("price 1.00", "price 2.00", "price 3.00", "price 4.00", "price 5.00");
    sent.dispose();
  }

  @Test
  void aSubscriberThatAsksForNothingHoldsTheWebServerIfThePublisherDropsNothing(
      PubSpec pubs, SubSpec subs) {
    PubSocket pub = pubs.noDrop(true).sendHighWaterMark(2).bind("tcp://127.0.0.1:*").openNow();
    SubSocket sub =
        subs.receiveHighWaterMark(2).connect(pub.address()).subscribe("picture").openNow();
    CompletableFuture<Void> sent =
        pub.awaitSubscribers("picture", 1).then(pub.send(messages("/pictures"))).toFuture();

    long[] before = {-1};
    Flux.interval(Duration.ofMillis(200))
        .takeUntil(tick -> written.get() > 0 && before[0] == (before[0] = written.get()))
        .blockLast(PATIENCE);

    assertThat(written.get() * 64).as("KiB").isLessThan(32 * 1024);
    ZmqMessage next = sub.receive().next().block(PATIENCE);
    assertThat(next.length(1)).isEqualTo(64 * 1024);

    over.set(true);
    Disposable rest = sub.receive().subscribe();
    StepVerifier.create(Mono.fromFuture(sent))
        .expectError(WebClientResponseException.NotFound.class)
        .verify(PATIENCE);
    rest.dispose();
    sub.dispose();
    pub.dispose();
  }
}
