package reactor.zmtp.spring;

import org.jspecify.annotations.Nullable;

/** A property of {@code zmtp.*} with which its socket cannot be. */
final class ZmtpPropertyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;
  private final String cure;

  ZmtpPropertyException(String property, String problem, String cure, @Nullable Throwable cause) {
    super(property + ": " + problem, cause);
    this.property = property;
    this.cure = cure;
  }

  String property() {
    return property;
  }

  String cure() {
    return cure;
  }
}
