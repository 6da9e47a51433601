package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import reactor.zmtp.message.DefaultMessage;

/**
 * Messages to bytes, many to a buffer. A message that does not fit goes on in the next buffer. Two
 * classes do it, and a third would make each call cost more (a JVM inlines two).
 */
public interface Encoder {

  /**
   * How many bytes a message is on the wire.
   *
   * @param message the message
   * @return its bytes with the headers of its frames
   */
  long encodedSize(DefaultMessage message);

  /**
   * Begins a message; the one before must be whole.
   *
   * @param message the message
   * @return true if all of it was encoded; false if the buffer is full: {@link #take} it, then
   *     {@link #resume}
   */
  boolean start(DefaultMessage message);

  /**
   * Goes on with the message that did not fit.
   *
   * @return as {@link #start}
   */
  boolean resume();

  /**
   * How much of an unfinished message has been encoded.
   *
   * @return its bytes so far; 0 if the last message is whole
   */
  long unfinishedBytes();

  /**
   * Whether a message is unfinished.
   *
   * @return true after {@link #start} or {@link #resume} returned false
   */
  boolean isUnfinished();

  /**
   * Whether there is nothing to take.
   *
   * @return true if nothing was encoded since the last {@link #take}
   */
  boolean isEmpty();

  /**
   * What has been encoded.
   *
   * @return a direct buffer, the caller's to release
   */
  ByteBuf take();

  /** Gives up what has been encoded. */
  void release();
}
