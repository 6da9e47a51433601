package reactor.zmtp;

import org.jspecify.annotations.Nullable;

/**
 * Signals that a request will get no reply: the peer went while it owed it, or a newer request took
 * its place. Whether the peer has done what it was asked is not known; to ask again may be to ask
 * twice.
 */
public final class NoReplyException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * No reply.
   *
   * @param message what happened and what would be right
   */
  public NoReplyException(String message) {
    super(message);
  }

  /**
   * No reply, for a reason that is known.
   *
   * @param message what happened and what would be right
   * @param cause why the peer went, or null if it closed the connection
   */
  public NoReplyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
