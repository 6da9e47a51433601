package reactor.zmtp.pipe;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/** The end that faces the application: a socket. */
public interface PipeEvents {

  /**
   * A message came that may be the socket's own business: of the wrong shape, not subscribed to, or
   * no message for the application at all.
   *
   * @param pipe the pipe
   * @param message the message
   * @return true if nothing more is to be done with it; false if it is the application's
   */
  default boolean consume(Pipe pipe, DefaultMessage message) {
    return false;
  }

  /**
   * The peer told what it wants of this side.
   *
   * @param pipe the pipe
   * @param what which announcement
   * @param subject the topic or the group
   * @return whether to go on reading
   */
  default boolean announced(Pipe pipe, Announcement what, byte[] subject) {
    return true;
  }

  /**
   * A peer's part of what the application has requested and not got.
   *
   * @return messages
   */
  default long demand() {
    return 0;
  }

  /**
   * A message came and none waits before it.
   *
   * @param pipe the pipe
   * @param message the message
   * @return whether it was delivered; if not, it is queued
   */
  boolean deliver(Pipe pipe, DefaultMessage message);

  /**
   * Something was sent and must be flushed; told once until {@link Pipe#flush}.
   *
   * @param pipe the pipe
   */
  void unflushed(Pipe pipe);

  /**
   * Messages for this peer were dropped; told once until {@link Pipe#takeDropped}.
   *
   * @param pipe the pipe
   */
  default void dropping(Pipe pipe) {}

  /**
   * A message was queued.
   *
   * @param pipe the pipe
   */
  void queued(Pipe pipe);

  /**
   * There is room in the pipe again, or the channel takes bytes again.
   *
   * @param pipe the pipe
   */
  void room(Pipe pipe);

  /** Counts the bytes of all peers. */
  default Traffic traffic() {
    return new Traffic();
  }

  /**
   * The connection is gone: nothing can be sent any more. What is queued inbound stays, and more
   * may come of what was read before the end.
   *
   * @param pipe the pipe
   * @param cause why, or null if the peer closed it or this side was asked to
   */
  void lost(Pipe pipe, @Nullable Throwable cause);

  /**
   * The last message of a peer whose connection is gone has been passed on.
   *
   * @param pipe the pipe
   */
  default void ended(Pipe pipe) {}

  /**
   * Nothing is left of a peer whose connection is gone.
   *
   * @param pipe the pipe
   */
  default void emptied(Pipe pipe) {}
}
