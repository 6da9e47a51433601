package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The program of one process in Java: {@code LIBRARY ROLE ENDPOINT SIZE COUNT WARM_UP_NANOS
 * MEASURED_NANOS}. It says {@code endpoint ENDPOINT} once bound and {@code result NAME=VALUE...}
 * once it has measured.
 */
public final class PeerProgram {

  private static final Duration GRACE = Duration.ofSeconds(60);

  private PeerProgram() {}

  /**
   * Plays one role.
   *
   * @param args the library, and a {@linkplain Plan plan}
   */
  public static void main(String[] args) {
    List<String> arguments = Arrays.asList(args);
    Plan plan = Plan.parse(arguments.subList(1, arguments.size()));
    endAfter(plan.warmUp().plus(plan.measured()).plus(GRACE));
    Library.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_')).peer().play(plan);
    // Not exit: sockets are full of messages that nobody waits for.
    Runtime.getRuntime().halt(0);
  }

  static void bound(String endpoint) {
    System.out.println("endpoint " + endpoint);
  }

  static void result(String values) {
    System.out.println("result " + values);
  }

  /** Whatever becomes of the harness, nothing is left running. */
  private static void endAfter(Duration lifetime) {
    Thread guard =
        new Thread(
            () -> {
              Pause.until(System.nanoTime() + lifetime.toNanos());
              Runtime.getRuntime().halt(3);
            },
            "lifetime");
    guard.setDaemon(true);
    guard.start();
  }
}
