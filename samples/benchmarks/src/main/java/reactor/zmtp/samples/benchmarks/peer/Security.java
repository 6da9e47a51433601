package reactor.zmtp.samples.benchmarks.peer;

import java.util.Locale;

/** How a connection is protected. */
public enum Security {
  /** Not at all: the mechanism NULL. */
  NULL,
  /** By a user name and a password: the mechanism PLAIN. */
  PLAIN,
  /** By keys, and encrypted: the mechanism CURVE. */
  CURVE,
  /** By a certificate, and encrypted, below the mechanism NULL; in this library alone. */
  TLS;

  static final String USER = "reader";
  static final String PASSWORD = "secret";

  /**
   * The name a program is given as its argument.
   *
   * @return the name in lower case
   */
  public String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}
