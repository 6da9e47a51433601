package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import reactor.zmtp.message.DefaultMessage;

/**
 * Encodes messages, many to a buffer. A message that does not fit goes on in the next buffer. Two
 * classes implement it; a third would make each call cost more, since a JVM inlines two.
 */
public interface Encoder {

  /** Counts the headers of the frames too. */
  long encodedSize(DefaultMessage message);

  /**
   * Begins a message; the one before must be whole. Returns false if the buffer is full: {@link
   * #take} it, then {@link #resume}.
   */
  boolean start(DefaultMessage message);

  /** Goes on with the message that did not fit; returns as {@link #start} does. */
  boolean resume();

  /** How many bytes of an unfinished message have been encoded; 0 if the last message is whole. */
  long unfinishedBytes();

  boolean isUnfinished();

  boolean isEmpty();

  /** A direct buffer of what has been encoded, the caller's to release. */
  ByteBuf take();

  /** Discards what has been encoded. */
  void release();
}
