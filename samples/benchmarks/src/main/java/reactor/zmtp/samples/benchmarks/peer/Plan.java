package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Work of one program.
 *
 * @param role its side of the measurement
 * @param endpoint to bind or to connect to
 * @param size of a message, in bytes; 8 or more, because a message may carry a time
 * @param count of subscribers or of topics, where there are some
 * @param warmUp how long messages flow before any counts
 * @param measured how long they count
 */
public record Plan(
    Role role, String endpoint, int size, int count, Duration warmUp, Duration measured) {

  /** How many messages are under way at once between {@link Role#DEAL} and {@link Role#ROUTE}. */
  static final int OUTSTANDING = 64;

  /** The pause before a message of {@link Role#PULSE}. */
  static final Duration SILENCE = Duration.ofMillis(100);

  /** The pause before such a message while warming up: enough for every thread to go to sleep. */
  static final Duration WARM_PAUSE = Duration.ofNanos(100_000);

  /**
   * This plan as the arguments of a program, whatever its language.
   *
   * @return the arguments
   */
  public List<String> arguments() {
    return List.of(
        role.argument(),
        endpoint,
        Integer.toString(size),
        Integer.toString(count),
        Long.toString(warmUp.toNanos()),
        Long.toString(measured.toNanos()));
  }

  static Plan parse(List<String> arguments) {
    return new Plan(
        Role.valueOf(arguments.get(0).toUpperCase(Locale.ROOT)),
        arguments.get(1),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Duration.ofNanos(Long.parseLong(arguments.get(4))),
        Duration.ofNanos(Long.parseLong(arguments.get(5))));
  }
}
