package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Work of one program.
 *
 * @param role its side of the measurement
 * @param endpoint to bind or to connect to
 * @param security of its connections
 * @param size of a message, in bytes; 8 or more, because a message may carry a time
 * @param count of peers, of sockets or of topics, where there are some
 * @param warmUp how long messages flow before any counts
 * @param measured how long they count
 */
public record Plan(
    Role role,
    String endpoint,
    Security security,
    int size,
    int count,
    Duration warmUp,
    Duration measured) {

  /** How many messages are under way at once between {@link Role#DEAL} and {@link Role#ROUTE}. */
  static final int OUTSTANDING = 64;

  /** How many peers of {@link Role#VISIT} or {@link Role#ARRIVE} shake hands at once. */
  static final int AT_ONCE = 64;

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
    return arguments(role.argument());
  }

  /**
   * This plan as the arguments of a program that plays another role as well, with which it is
   * connected inside the process.
   *
   * @param other the role that is played before this plan's
   * @return the arguments
   */
  public List<String> argumentsWith(Role other) {
    return arguments(other.argument() + "," + role.argument());
  }

  private List<String> arguments(String roles) {
    return List.of(
        roles,
        endpoint,
        security.argument(),
        Integer.toString(size),
        Integer.toString(count),
        Long.toString(warmUp.toNanos()),
        Long.toString(measured.toNanos()));
  }

  /** The plans of a program, one for each of its roles. */
  static List<Plan> parse(List<String> arguments) {
    return List.of(arguments.get(0).split(",", -1)).stream()
        .map(role -> parse(role, arguments))
        .toList();
  }

  private static Plan parse(String role, List<String> arguments) {
    return new Plan(
        Role.valueOf(upper(role)),
        arguments.get(1),
        Security.valueOf(upper(arguments.get(2))),
        Integer.parseInt(arguments.get(3)),
        Integer.parseInt(arguments.get(4)),
        Duration.ofNanos(Long.parseLong(arguments.get(5))),
        Duration.ofNanos(Long.parseLong(arguments.get(6))));
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
