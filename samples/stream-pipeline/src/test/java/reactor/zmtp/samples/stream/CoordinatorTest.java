package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqContext;

/** With workers in this process. */
class CoordinatorTest {

  private static final Duration FAST = Duration.ZERO;
  private static final Duration NEVER = Duration.ofHours(1);

  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final Coordinator coordinator = new Coordinator(Endpoints.ANY, lost::add);
  private final ZmqContext zmq = ZmqContext.create();

  @AfterEach
  void close() {
    coordinator.close();
    zmq.close();
  }

  private Disposable parser() {
    return Parser.run(zmq, coordinator.endpoints(), FAST).subscribe();
  }

  private Disposable window(Duration pause) {
    return WindowWorker.run(zmq, coordinator.endpoints(), pause).subscribe();
  }

  private CompletableFuture<Map<String, TradeCount>> count(Flux<String> lines) {
    return Results.lastOf(coordinator.count(lines)).toFuture();
  }

  @Test
  void aWindowWorkerThatStallsStopsTheSource() throws IOException {
    AtomicInteger read = new AtomicInteger();
    Flux<String> source = Lines.of(Expected.TRADES).doOnNext(line -> read.incrementAndGet());
    CompletableFuture<Map<String, TradeCount>> results = count(source);
    parser();
    Disposable stalled = window(NEVER);

    Standing.await(coordinator, now -> Standing.isStill(now) && Standing.waiting(now) > 0);
    assertThat(read).hasValueBetween(Coordinator.IN_FLIGHT, Coordinator.IN_FLIGHT + 1);

    window(FAST);
    Standing.await(coordinator, now -> now.workers().size() == 2 && Standing.isStill(now));
    assertThat(read).as("what the other has not counted").hasValueLessThan(Expected.COUNT);

    stalled.dispose();
    assertThat(Results.text(results.join())).isEqualTo(Expected.counts());
  }

  @Test
  void withoutAWorkerNothingIsLost() {
    CompletableFuture<Map<String, TradeCount>> results = count(Trades.lines(5_000));
    Disposable parser = parser();
    Standing.await(coordinator, Standing::isStill);
    parser.dispose();
    Standing.await(coordinator, now -> now.lines().peers() == 0);

    window(FAST);
    parser();

    assertThat(results.join()).isEqualTo(Results.lastOf(local(Trades.lines(5_000))).block());
  }

  @Test
  void aWorkerThatComesAndOneThatGoesAtEachResultChangeNoCount() throws IOException {
    Queue<Disposable> workers = new ArrayDeque<>(List.of(parser(), window(FAST)));
    Mono<Map<String, TradeCount>> results =
        Results.lastOf(
            coordinator
                .count(Lines.of(Expected.TRADES))
                .doOnNext(
                    result -> {
                      workers.add(workers.size() % 2 == 0 ? parser() : window(FAST));
                      if (workers.size() > 6) {
                        workers.remove().dispose();
                        workers.remove().dispose();
                      }
                    }));

    assertThat(Results.text(Objects.requireNonNull(results.block()))).isEqualTo(Expected.counts());
    assertThat(lost).isEmpty();
  }

  @Test
  void aLineThatIsNoTradeIsToldAsLost() {
    parser();
    window(FAST);

    assertThat(count(Flux.just("ACME,1700000000100,3", "ACME;1", "ACME,1700000000200,4")).join())
        .containsEntry("ACME,1700000000000", new TradeCount("ACME", 1_700_000_000_000L, 2, 7));
    assertThat(lost).containsExactly("line 2: a trade is symbol,time,quantity and not ACME;1");
  }

  @Test
  void aTradeWhoseWindowIsOverIsToldAsLost() {
    parser();
    window(FAST);

    Map<String, TradeCount> results =
        count(Flux.just("ACME,1700000040000,3", "ACME,1700000001000,4")).join();

    assertThat(results).containsOnlyKeys("ACME,1700000040000");
    assertThat(lost).containsExactly("line 2: too late for its window: ACME,1700000001000,4");
  }

  @Test
  void aSourceWithoutLinesHasNoResults() {
    assertThat(count(Flux.empty()).join()).isEmpty();
  }

  private Flux<TradeCount> local(Flux<String> lines) {
    return LocalPipeline.count(lines, lost::add);
  }
}
