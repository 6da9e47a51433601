package reactor.zmtp;

/**
 * Signals an endpoint that cannot be understood, or that names something this machine does not
 * have: from {@code bind} and {@code connect} (libzmq's EINVAL, EPROTONOSUPPORT and ENODEV).
 */
public final class InvalidEndpointException extends ZmqException {

  private static final long serialVersionUID = 1L;

  private final String endpoint;

  /**
   * An endpoint and the part of it that is wrong. The message shows the beginning and the end of
   * what is very long.
   *
   * @param endpoint the endpoint as it was given
   * @param reason which part of it is wrong, and what would be right
   */
  public InvalidEndpointException(String endpoint, String reason) {
    super("endpoint \"" + Excerpt.of(endpoint) + "\": " + Excerpt.of(reason));
    this.endpoint = endpoint;
  }

  /**
   * The endpoint as it was given.
   *
   * @return the endpoint, unchanged
   */
  public String endpoint() {
    return endpoint;
  }
}
