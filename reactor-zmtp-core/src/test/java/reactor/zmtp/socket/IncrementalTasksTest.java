package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.pattern.IncrementalTask;

class IncrementalTasksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LoopResources loops = LoopResources.create("turns", 1, true);
  private final IoLoop loop = IoLoop.next(loops, null);
  private final IncrementalTasks turns = new IncrementalTasks(loop);
  private final CountDownLatch over = new CountDownLatch(1);

  /** Of each turn of the loop; only on the loop. */
  private final List<Integer> stepsOfTurns = new ArrayList<>();

  private int steps;

  @AfterEach
  void end() {
    loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }

  /** Has as many steps, and counts them. */
  private final class Steps implements IncrementalTask {

    private final int all;
    private int left;

    Steps(int all) {
      this.all = all;
      this.left = all;
    }

    @Override
    public int advance(int most) {
      int taken = Math.min(left, most);
      left -= taken;
      steps += taken;
      return taken;
    }

    boolean isBegun() {
      return left < all;
    }

    boolean isDone() {
      return left == 0;
    }
  }

  private void endOfTurn(Steps last) {
    stepsOfTurns.add(steps);
    steps = 0;
    if (last.isDone()) {
      over.countDown();
    } else {
      loop.execute(() -> loop.atEndOfTurn(() -> endOfTurn(last)));
    }
  }

  private void untilOver() throws InterruptedException {
    assertThat(over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noMoreStepsAreTakenInOneTurnOfTheLoopThanATurnHas() throws Exception {
    Steps many = new Steps(10 * IncrementalTasks.STEPS);
    Steps few = new Steps(IncrementalTasks.STEPS / 2);
    Steps last = new Steps(3 * IncrementalTasks.STEPS);

    loop.execute(
        () -> {
          turns.finish(many);
          turns.finish(few);
          turns.finish(many);
          turns.finish(last);
          assertThat(many.isBegun()).isFalse();
          loop.atEndOfTurn(() -> endOfTurn(last));
        });
    untilOver();

    assertThat(stepsOfTurns)
        .allSatisfy(each -> assertThat(each).isBetween(0, IncrementalTasks.STEPS));
    assertThat(stepsOfTurns.stream().mapToInt(each -> each).sum())
        .isEqualTo(13 * IncrementalTasks.STEPS + IncrementalTasks.STEPS / 2);
    assertThat(many.isDone() && few.isDone()).isTrue();
  }

  @Test
  void whatIsFinishedCanBeTakenUpAgain() throws Exception {
    Steps first = new Steps(10);
    Steps again = new Steps(10);

    loop.execute(
        () -> {
          turns.finish(first);
          loop.atEndOfTurn(() -> endOfTurn(first));
        });
    untilOver();
    CountDownLatch resumed = new CountDownLatch(1);
    loop.execute(
        () -> {
          turns.finish(again);
          new NextIteration(loop, resumed::countDown).schedule();
        });

    assertThat(resumed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(again.isDone()).isTrue();
  }

  @Test
  void whoStopsInTheMidstIsLeftAlone() throws Exception {
    Steps never = new Steps(10);
    IncrementalTask stops =
        most -> {
          turns.stop();
          turns.finish(never);
          over.countDown();
          return most - 1;
        };
    CountDownLatch later = new CountDownLatch(1);

    loop.execute(
        () -> {
          turns.finish(stops);
          turns.finish(never);
        });
    untilOver();
    loop.execute(new NextIteration(loop, later::countDown)::schedule);

    assertThat(later.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(never.isBegun()).isFalse();
  }
}
