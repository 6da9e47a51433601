package reactor.zmtp;

/**
 * Signals a second subscriber to {@code receive()}, or to {@code reply}, while the first is still
 * there.
 *
 * <p>A flux for many is shared with {@code receive().publish().autoConnect()}, which goes on
 * receiving until the socket is disposed of, and requests nothing while it has no subscribers.
 * Reactor's {@code share()} and {@code refCount} let go of the socket with the last subscriber, and
 * one that comes just then may be refused, or be let go too.
 */
public final class AlreadyReceivingException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * One subscriber too many for {@code receive()}.
   *
   * @param type the type of the socket
   */
  public AlreadyReceivingException(SocketType type) {
    this(
        type, "receive()", "cancel that one first, or share its Flux with publish().autoConnect()");
  }

  /**
   * One subscriber too many.
   *
   * @param type the type of the socket
   * @param method what was subscribed to
   * @param instead what would be right
   */
  public AlreadyReceivingException(SocketType type, String method, String instead) {
    super("this " + type + " socket's " + method + " has a subscriber already; " + instead);
  }
}
