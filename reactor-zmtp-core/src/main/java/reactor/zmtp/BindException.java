package reactor.zmtp;

/**
 * Signals that an endpoint could not be bound, though it is well-formed: the address is in use, or
 * not this machine's, or forbidden.
 */
public class BindException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /** The endpoint as it was given. */
  private final String endpoint;

  /**
   * A failed bind.
   *
   * @param endpoint the endpoint as it was given
   * @param reason why it cannot be bound, and what would be right
   * @param cause what the operating system said
   */
  public BindException(String endpoint, String reason, Throwable cause) {
    super("cannot bind to \"" + endpoint + "\": " + reason, cause);
    this.endpoint = endpoint;
  }

  /**
   * The endpoint as it was given.
   *
   * @return the endpoint, unchanged
   */
  public final String endpoint() {
    return endpoint;
  }
}
