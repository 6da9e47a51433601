package reactor.zmtp;

/** A second subscriber came to {@code receive()} while the first is still there. */
public final class AlreadyReceivingException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * A subscriber too many.
   *
   * @param type the type of the socket
   */
  public AlreadyReceivingException(SocketType type) {
    super(
        "this "
            + type
            + " socket's receive() has a subscriber already; cancel that one first, or share its Flux with publish() or"
            + " share()");
  }
}
