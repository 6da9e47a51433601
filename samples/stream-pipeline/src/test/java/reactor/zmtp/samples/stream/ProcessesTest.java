package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProcessesTest {

  private static final int SLOW = 50;

  @Test
  void fiveWorkersJoinAndThreeAreKilledAndEachTradeIsCountedOnce() throws IOException {
    List<String> lost = new CopyOnWriteArrayList<>();
    try (Coordinator coordinator = new Coordinator(Endpoints.ANY, lost::add)) {
      Endpoints at = coordinator.endpoints();
      CompletableFuture<Map<String, TradeCount>> results =
          Results.lastOf(coordinator.count(Lines.of(Expected.TRADES))).toFuture();

      WorkerProcess slowParser = WorkerProcess.start("parse", at, SLOW);
      WorkerProcess parser = WorkerProcess.start("parse", at, 0);
      WorkerProcess first = WorkerProcess.start("window", at, SLOW);
      try (slowParser;
          parser;
          first) {
        Standing.await(coordinator, now -> now.early() > 0 && Standing.isStill(now));
        slowParser.kill(); // with lines that it has not parsed, for which others wait
        Standing.await(coordinator, now -> now.early() == 0 && Standing.waiting(now) > 0);

        WorkerProcess second = WorkerProcess.start("window", at, SLOW);
        try (second) {
          Standing.await(coordinator, now -> now.workers().size() == 2);
          first.kill(); // with trades that it has not counted
          Standing.await(coordinator, now -> Standing.waiting(now) > 0);

          WorkerProcess third = WorkerProcess.start("window", at, 0);
          try (third) {
            Standing.await(coordinator, now -> now.workers().size() == 2);
            second.kill();
            assertThat(Results.text(results.join())).isEqualTo(Expected.counts());
          }
        }
      }
      assertThat(lost).isEmpty();
    }
  }
}
