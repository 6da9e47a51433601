package reactor.zmtp.watch;

import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/**
 * Where a test binds that does not care where: the one place that knows by which transport the
 * tests reach each other. Another {@link Scheme} is chosen by the system property {@code
 * test.scheme}. What is about TCP itself says {@code tcp://}.
 */
public final class Anywhere {

  private static final Scheme SCHEME =
      Scheme.valueOf(System.getProperty("test.scheme", "tcp").toUpperCase(Locale.ROOT));

  private Anywhere() {}

  /** An endpoint to bind, which no other socket has. */
  public static String endpoint() {
    return SCHEME.endpoint();
  }

  /** Whether what the test module does with ZMTP's own bytes reaches an endpoint. */
  public static boolean hasChannels(String endpoint) {
    return !endpoint.startsWith("inproc:") && !endpoint.startsWith("ws:");
  }

  /** Aborts a test that goes on with such bytes alone. */
  static void assumeChannels(String endpoint) {
    Assumptions.assumeTrue(
        hasChannels(endpoint),
        "raw peers, and links with faults, need channels with ZMTP as it is");
  }
}
