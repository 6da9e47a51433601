package reactor.zmtp;

/**
 * Signals that a message has no peer to go to: its routing id is none of a peer that is there
 * (EHOSTUNREACH of a ROUTER with ZMQ_ROUTER_MANDATORY).
 */
public final class UnroutableException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * No route.
   *
   * @param message what was wrong and what would be right
   */
  public UnroutableException(String message) {
    super(message);
  }
}
