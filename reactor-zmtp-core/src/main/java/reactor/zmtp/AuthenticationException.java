package reactor.zmtp;

/**
 * Signals that a peer was not let in: this side's authenticator refused it, or it refused this
 * side's credentials. Reported as the cause of {@link SocketEvent.HandshakeFailed}.
 */
public final class AuthenticationException extends ZmqException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal.
   *
   * @param status as RFC 27 has it: 300, 400 or 500; 0 if the peer gave none
   * @param message who refused whom, and why
   */
  public AuthenticationException(int status, String message) {
    super(message);
    this.status = status;
  }

  /**
   * Status of the refusal.
   *
   * @return 300: not now; 400: not with these credentials; 500: the fault is with the side that
   *     refused; 0: the peer did not say
   */
  public int status() {
    return status;
  }

  /**
   * Whether it is of no use to try again with the same credentials.
   *
   * @return false for what may pass by itself: 300 and 500
   */
  public boolean isFinal() {
    return status != 300 && status != 500;
  }
}
