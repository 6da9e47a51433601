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
    super(endpoint, "the address is in use; choose another port, or * for any that is free", cause);
  }
}
