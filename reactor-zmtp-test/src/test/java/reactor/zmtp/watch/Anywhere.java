package reactor.zmtp.watch;

/**
 * Where a test binds that does not care where: the one place that knows by which transport the
 * tests reach each other. Another is chosen by the system property {@code test.scheme}. What is
 * about TCP itself says {@code tcp://}.
 */
public final class Anywhere {

  private static final String SCHEME = System.getProperty("test.scheme", "tcp");

  private Anywhere() {}

  /** An endpoint to bind, which no other socket has. */
  public static String endpoint() {
    return switch (SCHEME) {
      case "tcp" -> "tcp://127.0.0.1:*";
      default -> throw new IllegalArgumentException("test.scheme is " + SCHEME + ": expected tcp");
    };
  }
}
