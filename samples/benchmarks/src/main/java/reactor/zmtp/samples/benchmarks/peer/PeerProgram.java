package reactor.zmtp.samples.benchmarks.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The program of one process in Java: {@code LIBRARY ROLE[,ROLE] ENDPOINT SECURITY SIZE COUNT
 * WARM_UP_NANOS MEASURED_NANOS}. It says {@code endpoint ENDPOINT} once bound, {@code measuring}
 * when messages begin to count, and {@code result NAME=VALUE...} once it has measured; then it
 * waits for the end of its input.
 */
public final class PeerProgram {

  private static final Duration GRACE = Duration.ofSeconds(60);

  private PeerProgram() {}

  /**
   * Plays one role, or two on two threads.
   *
   * @param args the library, and a {@linkplain Plan plan}
   */
  public static void main(String[] args) {
    List<String> arguments = Arrays.asList(args);
    List<Plan> plans = Plan.parse(arguments.subList(1, arguments.size()));
    Plan last = plans.get(plans.size() - 1);
    endAfter(last.warmUp().plus(last.measured()).plus(GRACE));
    Peer peer = Library.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_')).peer();
    for (Plan plan : plans.subList(0, plans.size() - 1)) {
      new Thread(() -> play(peer, plan), plan.role().argument()).start();
    }
    play(peer, last);
  }

  private static void play(Peer peer, Plan plan) {
    peer.play(plan);
    awaitEndOfInput();
    // Not exit: sockets are full of messages that nobody waits for.
    Runtime.getRuntime().halt(0);
  }

  /** Whoever listens may still want to know what processor time this process has had. */
  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // as good as its end
    }
  }

  static void bound(String endpoint) {
    System.out.println("endpoint " + endpoint);
  }

  static void measuring() {
    System.out.println("measuring");
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
