package reactor.zmtp.storm;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqException;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;

/** All there is in one storm, and who asked for what in it. */
final class World {

  /** What is going on. */
  enum Time {
    /** Everything is opened; nobody does anything else. */
    BEFORE,
    STORM,
    /** Nobody does anything new, and what was begun is done. */
    AFTER,
    /** All is closed, and whoever is told so may do something for the last time. */
    END
  }

  /** How long nothing may happen before what is waited for is taken for stuck. */
  private static final Duration STILL = Duration.ofSeconds(3);

  private static final int SOME = 8;
  private static final Duration LONG = Duration.ofSeconds(10);

  private static final ScheduledThreadPoolExecutor THREADS = threads();

  final Plan plan;
  final Dice dice;
  final Findings findings = new Findings();
  final Ledger ledger = new Ledger(findings);
  final LongAdder moves = new LongAdder();
  final Whims whims;
  final LoopResources loops;
  final Clock clock;
  final ZmqContext zmq;
  final List<Node> nodes = new CopyOnWriteArrayList<>();
  final List<FaultyLink> links = new CopyOnWriteArrayList<>();
  final Queue<ZmtpListener> wreckers = new ConcurrentLinkedQueue<>();
  @Nullable Race race;
  private final Queue<Disposable> scripts = new ConcurrentLinkedQueue<>();
  private final Queue<Told<?>> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Reader<?>> readers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean contextDisposed;
  private volatile Time time = Time.BEFORE;

  World(Plan plan) {
    this.plan = plan;
    this.dice = new Dice(plan.seed());
    this.whims = new Whims(this);
    this.loops = LoopResources.create("storm-loop", plan.loops(), true);
    this.clock = new Clock();
    ZmqContext.Builder builder = ZmqContext.builder().loopResources(loops);
    this.zmq = (plan.ownClock() ? builder : builder.timer(clock)).build();
  }

  private static ScheduledThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            3,
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setName("storm-user-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.prestartAllCoreThreads();
    return threads;
  }

  /** Starts the threads that all storms share. */
  static void start() {
    Clock.begin();
  }

  void becomes(Time next) {
    time = next;
  }

  Time time() {
    return time;
  }

  boolean isStormy() {
    return time == Time.STORM;
  }

  /** Does something on a thread of the users'. */
  void elsewhere(Runnable task) {
    later(Duration.ZERO, task);
  }

  void later(Duration delay, Runnable task) {
    running.incrementAndGet();
    THREADS.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      unhandled(t);
    } finally {
      running.decrementAndGet();
    }
  }

  /** What was thrown at a user, or where Reactor tells of errors that nobody can be told. */
  void unhandled(Throwable t) {
    if (!expects(t)) {
      findings.add(Rule.HANDLED, brief(t));
    }
  }

  static String brief(Throwable t) {
    return Stream.of(t.getStackTrace())
        .filter(each -> !each.getClassName().startsWith("java."))
        .limit(SOME)
        .map(each -> "\n        at " + each)
        .collect(Collectors.joining("", t.toString(), ""));
  }

  /** Whether users have to reckon with it. */
  boolean expects(Throwable t) {
    return t instanceof ZmqException
        || (t instanceof IllegalArgumentException wrong
            && wrong.getMessage().startsWith("request("))
        || (t instanceof AssertionError && isOfRawPeer(t))
        || Tantrum.is(t);
  }

  /** One whose script the storm has ended; an assertion of the engine's is not expected. */
  private static boolean isOfRawPeer(Throwable t) {
    StackTraceElement[] stack = t.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().startsWith("reactor.zmtp.test.");
  }

  <T> Told<T> ask(@Nullable Node node, String what, Mono<T> answer) {
    return ask(node, what, answer, none -> {});
  }

  /** Subscribes to an answer that has to come, sooner or later. */
  <T> Told<T> ask(@Nullable Node node, String what, Mono<T> answer, Consumer<@Nullable T> then) {
    Told<T> told = new Told<>(this, node, what, then);
    asked.add(told);
    try {
      Callbacks.ask(() -> answer.subscribe(told));
    } catch (Throwable t) {
      unhandled(t);
    }
    return told;
  }

  /** Like {@link #ask}, for what may be told at the very end. */
  <T> Told<T> askForLong(Node node, String what, Mono<T> answer) {
    return ask(node, what, answer);
  }

  /** A raw peer plays until the storm is over. */
  void played(Mono<Void> script) {
    scripts.add(script.onErrorComplete().subscribe());
  }

  void endRawPeers() {
    scripts.forEach(Disposable::dispose);
    wreckers.forEach(ZmtpListener::dispose);
  }

  void disposeOfContext() {
    contextDisposed = true;
    zmq.dispose();
  }

  boolean isContextDisposed() {
    return contextDisposed;
  }

  /** Subscribes to what comes, which has to end sooner or later. */
  <T> void read(Reader<T> reader, Flux<T> from) {
    readers.add(reader);
    try {
      Callbacks.ask(() -> from.subscribe(reader));
    } catch (Throwable t) {
      unhandled(t);
    }
  }

  /** Whether every connection has lived through it, and no raw peer took what was sent. */
  boolean isUndisturbed() {
    return scripts.isEmpty()
        && nodes.stream().allMatch(each -> each.isAlive() && each.diary.isUndisturbed());
  }

  /** Whether all that was to be done on users' threads is done. */
  boolean isIdle() {
    return running.get() == 0;
  }

  /** Whoever was told nothing. */
  List<String> waiting() {
    List<String> waiting = new CopyOnWriteArrayList<>();
    asked.stream().filter(each -> !each.isTold()).forEach(each -> waiting.add(each.toString()));
    readers.stream().filter(each -> !each.isTold()).forEach(each -> waiting.add(each.toString()));
    return waiting;
  }

  /**
   * Waits for something, as long as anything happens at all, and not for ever.
   *
   * @return whether it came
   */
  boolean comes(BooleanSupplier condition) {
    long last = moves.sum();
    long begin = System.nanoTime();
    long since = begin;
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(500_000);
      long now = moves.sum();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > STILL.toNanos()
          || System.nanoTime() - begin > LONG.toNanos()) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
