package reactor.zmtp;

/**
 * Signals that an endpoint could not be bound because another socket, here or in another process,
 * has it (EADDRINUSE).
 */
public final class AddressInUseException extends BindException {

  private static final long serialVersionUID = 1L;

  /**
   * A bind to an address that is taken.
   *
   * @param endpoint the endpoint as it was given
   * @param cause what the operating system said
   */
  public AddressInUseException(String endpoint, Throwable cause) {
    this(endpoint, "the address is in use; choose another, or * for any that is free", cause);
  }

  /**
   * A bind to an address that is taken.
   *
   * @param endpoint the endpoint as it was given
   * @param reason who has it, and what would be right
   * @param cause what the operating system said
   */
  public AddressInUseException(String endpoint, String reason, Throwable cause) {
    super(endpoint, reason, cause);
  }
}
