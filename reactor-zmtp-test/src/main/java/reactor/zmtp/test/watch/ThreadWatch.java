package reactor.zmtp.test.watch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds threads that were started since it was made and have not ended. */
final class ThreadWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int FRAMES_SHOWN = 8;

  /** Threads that are kept for the whole JVM, by the beginning of their names. */
  private static final List<String> SHARED =
      List.of(
          "zmtp-test-",
          "reactor-http-",
          "reactor-tcp-",
          "reactor-udp-",
          "parallel-",
          "boundedElastic-",
          "loomBoundedElastic-",
          "single-",
          "DefaultDispatcher-worker-",
          "kotlinx.coroutines.DefaultExecutor",
          "globalEventExecutor-",
          "junit-",
          "surefire-",
          "ForkJoinPool");

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  void end(Consumer<String> report) {
    Waiting.until(() -> left().isEmpty(), PATIENCE);
    for (Thread thread : left()) {
      report.accept("a thread: " + thread.getName() + describe(thread.getStackTrace()));
    }
  }

  private Set<Thread> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && !isShared(thread) && thread.isAlive())
        .collect(Collectors.toSet());
  }

  private static boolean isShared(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null
        || group.getName().equals("system")
        || group.getName().equals("InnocuousThreadGroup")
        || SHARED.stream().anyMatch(name -> thread.getName().startsWith(name));
  }

  static String describe(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(FRAMES_SHOWN, stack.length); i++) {
      text.append("\n    at ").append(stack[i]);
    }
    return text.toString();
  }
}
