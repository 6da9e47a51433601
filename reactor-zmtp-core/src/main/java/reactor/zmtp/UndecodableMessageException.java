package reactor.zmtp;

/** Reports a received message that a {@link ZmqCodec} makes no value of. */
public final class UndecodableMessageException extends ZmqException {

  private static final long serialVersionUID = 1L;

  private final transient ZmqMessage undecodable;

  /**
   * A message and what its codec threw.
   *
   * @param message the message
   * @param cause what the codec threw
   */
  public UndecodableMessageException(ZmqMessage message, Throwable cause) {
    super(message + " from " + message.peer() + " does not decode: " + cause.getMessage(), cause);
    this.undecodable = message;
  }

  /**
   * The message that did not decode.
   *
   * @return the message
   */
  public ZmqMessage undecodable() {
    return undecodable;
  }
}
