package reactor.zmtp;

import org.jspecify.annotations.Nullable;

/**
 * Root of every error this library signals. Its subtypes are the things a caller can act on; its
 * message says what was wrong, where, and what would be right.
 */
public class ZmqException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An error with its explanation.
   *
   * @param message what was wrong, where, and what would be right
   */
  public ZmqException(String message) {
    super(message);
  }

  /**
   * An error with its explanation and its cause.
   *
   * @param message what was wrong, where, and what would be right
   * @param cause what led to it, or null
   */
  public ZmqException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
