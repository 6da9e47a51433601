package reactor.zmtp;

/**
 * Signals that the socket or its context was disposed of, before or while something was asked of it
 * (libzmq's ETERM and ENOTSOCK).
 */
public final class DisposedException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * Something was asked of what is gone.
   *
   * @param message what was asked of what
   */
  public DisposedException(String message) {
    super(message);
  }
}
