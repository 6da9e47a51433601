package reactor.zmtp.test.spec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Engines that wait for their next case. One that failed a case is replaced: it may have lost more
 * than the case shows.
 */
final class EnginePool implements AutoCloseable {

  private final Supplier<? extends Engine> engines;
  private final Queue<Engine> idle = new ConcurrentLinkedQueue<>();

  EnginePool(Supplier<? extends Engine> engines) {
    this.engines = engines;
  }

  SpecResult with(Function<Engine, SpecResult> work) {
    @Nullable Engine engine = idle.poll();
    while (engine != null && !engine.isAlive()) {
      engine = idle.poll();
    }
    if (engine == null) {
      engine = engines.get();
    }
    SpecResult result = work.apply(engine);
    if (engine.isAlive() && result.outcome() != SpecResult.Outcome.FAILED) {
      idle.add(engine);
    } else {
      engine.close();
    }
    return result;
  }

  @Override
  public void close() {
    for (Engine engine = idle.poll(); engine != null; engine = idle.poll()) {
      engine.close();
    }
  }
}
