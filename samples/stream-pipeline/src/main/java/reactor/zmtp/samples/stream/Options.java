package reactor.zmtp.samples.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says.
 *
 * @param command what to do
 * @param path the file, if there is one
 * @param endpoints where the coordinator is
 * @param pause how slow a worker is, for each message
 * @param view whether the coordinator draws
 */
record Options(
    String command, @Nullable Path path, Endpoints endpoints, Duration pause, boolean view) {

  /** Those that have a value, and which they have if it is not said. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--lines", "tcp://127.0.0.1:5571",
          "--trades", "tcp://127.0.0.1:5572",
          "--windows", "tcp://127.0.0.1:5573",
          "--counts", "tcp://127.0.0.1:5574",
          "--pause", "0");

  static Options parse(String... args) {
    Queue<String> left = new ArrayDeque<>(Arrays.asList(args));
    Map<String, String> values = new HashMap<>(DEFAULTS);
    String command = next(left, "a command");
    Path path = null;
    boolean view = false;
    while (!left.isEmpty()) {
      String arg = left.remove();
      if (DEFAULTS.containsKey(arg)) {
        values.put(arg, next(left, "what " + arg + " is"));
      } else if (arg.equals("--view")) {
        view = true;
      } else if (path == null && !arg.startsWith("-")) {
        path = Path.of(arg);
      } else {
        throw new IllegalArgumentException("there is no option " + arg);
      }
    }
    UnaryOperator<String> value = name -> Objects.requireNonNull(values.get(name));
    Endpoints endpoints =
        new Endpoints(
            value.apply("--lines"),
            value.apply("--trades"),
            value.apply("--windows"),
            value.apply("--counts"));
    Duration pause = Duration.ofMillis(Long.parseLong(value.apply("--pause")));
    return new Options(command, path, endpoints, pause, view);
  }

  private static String next(Queue<String> left, String wanted) {
    String next = left.poll();
    if (next == null) {
      throw new IllegalArgumentException(wanted + " is missing");
    }
    return next;
  }

  Path file() {
    if (path == null) {
      throw new IllegalArgumentException("the file is missing");
    }
    return path;
  }
}
