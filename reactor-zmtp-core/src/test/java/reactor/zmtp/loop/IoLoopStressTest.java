package reactor.zmtp.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

/** Tasks of several threads meet the end of their loop: each runs once, and never two at a time. */
class IoLoopStressTest {

  private static final int ROUNDS = 150;
  private static final int TASKS = 200;
  private static final int THREADS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ExecutorService POOL = Executors.newFixedThreadPool(THREADS);

  /** Plain, so that two tasks at a time would lose some. */
  private int ran;

  @AfterAll
  static void end() {
    POOL.shutdownNow();
  }

  @Test
  void eachTaskRunsOnceWhereverTheLoopEnds() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      LoopResources loops = LoopResources.create("loop-stress", 1, true);
      IoLoop loop = IoLoop.next(loops, null);
      CyclicBarrier barrier = new CyclicBarrier(THREADS + 1);
      ran = 0;
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(POOL.submit(() -> submit(loop, barrier)));
      }
      Random random = new Random(round);
      barrier.await();
      for (int i = random.nextInt(20_000); i > 0; i--) {
        Thread.onSpinWait();
      }
      loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
      for (Future<?> thread : threads) {
        thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      CountDownLatch last = new CountDownLatch(1);
      loop.execute(last::countDown); // after all others, on whatever thread runs them
      assertThat(last.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(ran).as("tasks of round %d", round).isEqualTo(THREADS * TASKS);
    }
  }

  private Void submit(IoLoop loop, CyclicBarrier barrier) throws Exception {
    barrier.await();
    for (int i = 0; i < TASKS; i++) {
      loop.execute(() -> ran++);
    }
    return null;
  }
}
