package reactor.zmtp.test.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the cases are run. Immutable: each method returns another run. Many cases are run at once,
 * each with an engine that no other uses meanwhile: their time is spent on waiting.
 */
public final class SpecRun {

  private record Settings(
      Supplier<? extends Engine> engines,
      Duration timeout,
      int atOnce,
      String transport,
      String mechanism,
      @Nullable Long seed) {}

  private final Settings settings;

  private SpecRun(Settings settings) {
    this.settings = settings;
  }

  /**
   * A run of 16 cases at once, over TCP, with 3 seconds for whatever must come.
   *
   * @param engines makes an engine, as many as cases are run at once
   * @return the run
   */
  public static SpecRun of(Supplier<? extends Engine> engines) {
    return new SpecRun(new Settings(engines, Duration.ofSeconds(3), 16, "tcp", "NULL", null));
  }

  /**
   * How long to wait for what must come.
   *
   * @param timeout the time; what does not come costs it
   * @return the run
   */
  public SpecRun timeout(Duration timeout) {
    Settings s = settings;
    return new SpecRun(
        new Settings(s.engines, timeout, s.atOnce, s.transport, s.mechanism, s.seed));
  }

  /**
   * How many cases are run at once.
   *
   * @param cases one or more
   * @return the run
   */
  public SpecRun atOnce(int cases) {
    Settings s = settings;
    return new SpecRun(new Settings(s.engines, s.timeout, cases, s.transport, s.mechanism, s.seed));
  }

  /**
   * Over what the implementation binds.
   *
   * @param transport {@code tcp}, {@code ipc} or {@code ws}; but over TCP, cases are left out in
   *     which it connects, and those about the octets of a handshake
   * @return the run
   */
  public SpecRun transport(String transport) {
    Settings s = settings;
    return new SpecRun(
        new Settings(s.engines, s.timeout, s.atOnce, transport, s.mechanism, s.seed));
  }

  /**
   * Under which mechanism the cases are run for which it makes no difference; others are left out
   * unless it is NULL.
   *
   * @param mechanism {@code NULL}, {@code PLAIN} or {@code CURVE}
   * @return the run
   */
  public SpecRun mechanism(String mechanism) {
    Settings s = settings;
    return new SpecRun(
        new Settings(s.engines, s.timeout, s.atOnce, s.transport, mechanism, s.seed));
  }

  /**
   * Damages what the peers send: octets are changed, left out, doubled, split. The one thing
   * demanded is then that the implementation lives and serves an honest peer.
   *
   * @param seed of the damage; the same damages alike
   * @return the run
   */
  public SpecRun mutated(long seed) {
    Settings s = settings;
    return new SpecRun(
        new Settings(s.engines, s.timeout, s.atOnce, s.transport, s.mechanism, seed));
  }

  /**
   * Runs cases; blocks until the last has ended.
   *
   * @param cases which
   * @param progress told of each result as it comes, one at a time
   * @return the results in the order of the cases
   */
  public List<SpecResult> run(List<SpecCase> cases, Consumer<? super SpecResult> progress) {
    try (EnginePool pool = new EnginePool(settings.engines)) {
      ExecutorService threads = Executors.newFixedThreadPool(settings.atOnce);
      try {
        List<Future<SpecResult>> running = new ArrayList<>();
        for (SpecCase one : cases) {
          running.add(threads.submit(() -> pool.with(engine -> play(engine, one, progress))));
        }
        List<SpecResult> results = new ArrayList<>();
        for (Future<SpecResult> each : running) {
          results.add(each.get());
        }
        return results;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the suite itself failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private SpecResult play(Engine engine, SpecCase one, Consumer<? super SpecResult> progress) {
    SpecResult result = new Player(engine, this).play(one);
    synchronized (this) {
      progress.accept(result);
    }
    return result;
  }

  boolean plays(Scenario scenario, Side side) {
    boolean overIt = settings.transport.equals("tcp") || (side == Side.BIND && !scenario.raw);
    boolean withIt =
        settings.mechanism.equals("NULL")
            || (scenario.anyMechanism
                && !scenario.raw
                && scenario.mechanism == Security.Mechanism.NULL);
    return overIt && withIt;
  }

  boolean mutates() {
    return settings.seed != null;
  }

  Conditions conditions(SpecCase one, Scenario scenario, Side side) {
    return new Conditions(
        side,
        settings.timeout,
        Security.Mechanism.valueOf(settings.mechanism),
        bindTo(settings.transport),
        settings.seed == null
            ? Mutation.NONE
            : Mutation.seeded(
                settings.seed + one.id().hashCode() + one.scenarios().indexOf(scenario)));
  }

  private static String bindTo(String transport) {
    return transport.equals("ipc") ? "ipc://" + socketFile() : transport + "://127.0.0.1:*";
  }

  private static Path socketFile() {
    try {
      Path folder = Files.createTempDirectory("zmtpspec");
      folder.toFile().deleteOnExit();
      return folder.resolve("s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
