package reactor.zmtp;

/**
 * A second subscriber came to {@code receive()}, or to a REP's {@code reply}, while the first is
 * still there.
 */
public final class AlreadyReceivingException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * A subscriber too many for {@code receive()}.
   *
   * @param type the type of the socket
   */
  public AlreadyReceivingException(SocketType type) {
    this(type, "receive()", "cancel that one first, or share its Flux with publish() or share()");
  }

  /**
   * A subscriber too many.
   *
   * @param type the type of the socket
   * @param method what was subscribed to
   * @param instead what would be right
   */
  public AlreadyReceivingException(SocketType type, String method, String instead) {
    super("this " + type + " socket's " + method + " has a subscriber already; " + instead);
  }
}
