package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** SIGTERM, while requests, listeners and streams are busy. */
class ShutdownTest {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final String ORDER = "{\"symbol\":\"AAPL\",\"quantity\":1}";
  private static final Duration PHASE = Duration.ofSeconds(10);

  private final ZmqContext zmq = ZmqContext.create();
  private final PubSocket quotes = zmq.pub().bind(ANY).openNow();
  private final RepSocket orders = zmq.rep().bind(ANY).openNow();
  private final PushSocket work = zmq.push().bind(ANY).openNow();
  private final PullSocket reports = zmq.pull().bind(ANY).openNow();
  private final PullSocket done = zmq.pull().bind(ANY).openNow();

  private final AtomicBoolean told = new AtomicBoolean();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger streamed = new AtomicInteger();
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();

  private ApplicationProcess application;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    application =
        ApplicationProcess.start(
            Busy.class,
            List.of("-XX:TieredStopAtLevel=1"),
            "zmtp.sockets.quotes.connect=" + quotes.address(),
            "zmtp.sockets.orders.connect=" + orders.address(),
            "zmtp.sockets.reports.bind=",
            "zmtp.sockets.reports.connect=" + reports.address(),
            "zmtp.sockets.work.type=pull",
            "zmtp.sockets.work.connect=" + work.address(),
            "zmtp.sockets.done.type=push",
            "zmtp.sockets.done.connect=" + done.address(),
            "spring.lifecycle.timeout-per-shutdown-phase=" + PHASE.toSeconds() + "s");
    client = HttpClient.newConnection().host("127.0.0.1").port(application.port());
  }

  @AfterEach
  void stop() {
    application.close();
    zmq.dispose();
  }

  @Test
  void everyRequestIsAnsweredAndNothingThatWasWrittenIsLostAndStreamsEnd() throws Exception {
    quotes
        .send(
            Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .map(i -> ZmqMessage.of("AAPL", "{\"symbol\":\"AAPL\",\"price\":" + i + "}")))
        .onErrorComplete()
        .subscribe();
    ZmqMessage filled = ZmqMessage.of("{\"status\":\"filled\",\"detail\":\"1\"}");
    orders
        .reply(order -> Mono.delay(Duration.ofMillis(100)).thenReturn(filled))
        .onErrorComplete()
        .subscribe();
    Flux.merge(reports.receive(), done.receive()).map(ZmqMessage::text).subscribe(arrived::add);

    Mono<Void> load =
        Mono.when(
            streams(),
            again(8, (who, round) -> post("/orders", "application/json", ORDER)),
            again(4, this::report),
            again(2, this::work));
    Mono<Void> ended = load.cache();
    ended.subscribe();
    Flux.interval(Duration.ofMillis(10))
        .takeUntil(i -> answered.get() > 200 && streamed.get() > 500 && written.size() > 200)
        .blockLast(Duration.ofSeconds(40));

    told.set(true);
    application.terminate();

    assertThat(application.hasEndedWithin(PHASE)).as("ended in time").isTrue();
    ended.block(PHASE);
    Flux.interval(Duration.ofMillis(10))
        .takeUntil(i -> arrived.containsAll(written))
        .take(Duration.ofSeconds(5))
        .blockLast();
    assertThat(failures).isEmpty();
    assertThat(arrived).as("of what was reported as written").containsAll(written);
  }

  /** Browsers that look on until the application ends their streams. */
  private Mono<Void> streams() {
    Mono<Void> stream =
        client
            .get()
            .uri("/quotes")
            .responseContent()
            .doOnNext(quote -> streamed.incrementAndGet())
            .then()
            .doOnError(failure -> failures.add("a stream ended with " + failure));
    return Flux.range(0, 3).flatMap(i -> stream.onErrorComplete()).then();
  }

  private Mono<Boolean> report(int who, int round) {
    List<String> jobs = List.of("report %d.%d".formatted(who, round), "more " + who + "." + round);
    return post("/reports", "text/plain", String.join("\n", jobs))
        .doOnNext(ok -> written.addAll(ok ? jobs : List.of()));
  }

  private Mono<Boolean> work(int who, int round) {
    String job = "work %d.%d".formatted(who, round);
    return work.send(ZmqMessage.of(job))
        .then(Mono.fromCallable(() -> written.add(job)))
        .takeUntilOther(Mono.delay(Duration.ofSeconds(1))); // nobody takes it any more
  }

  /**
   * Whether it was answered with 200. One that began after the end was asked for may be refused.
   */
  private Mono<Boolean> post(String path, String type, String body) {
    return Mono.defer(
        () -> {
          boolean late = told.get();
          return client
              .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, type))
              .post()
              .uri(path)
              .send(ByteBufFlux.fromString(Mono.just(body)))
              .responseSingle((response, content) -> content.thenReturn(response.status().code()))
              .doOnNext(
                  status -> {
                    answered.incrementAndGet();
                    if (status != 200 && status != 503) {
                      failures.add(path + " was answered with " + status);
                    }
                  })
              .map(status -> status == 200)
              .onErrorResume(
                  failure -> {
                    if (!late) {
                      failures.add(path + " failed with " + failure);
                    }
                    return Mono.just(false);
                  });
        });
  }

  private interface Round {
    Mono<Boolean> go(int who, int round);
  }

  /** So many at a time, one after another, until the end was asked for. */
  private Mono<Void> again(int many, Round round) {
    return Flux.range(0, many)
        .flatMap(
            who ->
                Flux.range(0, Integer.MAX_VALUE)
                    .takeWhile(i -> !told.get() || application.isAlive())
                    .concatMap(i -> round.go(who, i), 1),
            many)
        .then();
  }
}
