package reactor.zmtp;

import java.time.Duration;

/**
 * Signals that the handler of a REP's {@code reply} took longer than {@link
 * ReplyOptions#handlerTimeout}.
 */
public final class HandlerTimeoutException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * A handler whose publisher was cancelled.
   *
   * @param timeout how long it might have taken
   */
  public HandlerTimeoutException(Duration timeout) {
    super(
        "the handler of this request published nothing for "
            + timeout.toMillis()
            + " ms; its publisher was cancelled, as handlerTimeout says");
  }
}
