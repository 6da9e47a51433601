package reactor.zmtp.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class ReadBudgetTest {

  private final LoopResources resources = LoopResources.create("reading-turns", 1, true);
  private final IoLoop loop = IoLoop.next(resources, null);

  @AfterEach
  void end() {
    resources.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
  }

  @Test
  void aShareEndsHoweverQuickEachMessageIs() throws Exception {
    long decoded =
        onLoop(
            turns -> {
              turns.begin();
              long count = 1;
              while (turns.isTimeLeft()) {
                count++;
              }
              return count;
            });

    assertThat(decoded).isGreaterThan(64);
  }

  @Test
  void aSlowMessageIsTheLastOfItsShare() throws Exception {
    int decoded =
        onLoop(
            turns -> {
              turns.begin();
              int count = 0;
              do {
                count++;
                spin(Duration.ofMillis(1));
              } while (turns.isTimeLeft());
              return count;
            });

    assertThat(decoded).isEqualTo(1);
  }

  @Test
  void whoIsLateGoesOnInTurnsToComeOneAfterAnother() throws Exception {
    List<String> order = new ArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();

    onLoop(
        turns -> {
          turns.later(() -> order.add("first"));
          turns.later(
              () -> {
                order.add("second");
                turns.later(() -> done.complete(null));
              });
          turns.later(() -> order.add("third"));
          order.add("not yet");
          return null;
        });

    done.get(10, TimeUnit.SECONDS);
    assertThat(order).containsExactly("not yet", "first", "second", "third");
  }

  private interface Task<R> {
    R with(ReadBudget turns) throws Exception;
  }

  private <R> R onLoop(Task<R> task) throws Exception {
    return loop.eventLoop().submit(() -> task.with(ReadBudget.of(loop))).get(10, TimeUnit.SECONDS);
  }

  private static void spin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
