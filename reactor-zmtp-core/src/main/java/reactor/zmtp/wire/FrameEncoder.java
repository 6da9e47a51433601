package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import reactor.zmtp.message.Frames;

/**
 * Messages to bytes, many to a buffer: one of two, so that a call to it stays cheap. A message that
 * does not fit goes on in the next buffer.
 */
public sealed interface FrameEncoder permits MessageEncoder, Zmtp1Encoder {

  /**
   * How many bytes a message is on the wire.
   *
   * @param message the message
   * @return its bytes with the headers of its frames
   */
  long sizeOf(Frames message);

  /**
   * Begins a message; the one before must be whole.
   *
   * @param message the message
   * @return true if all of it was encoded; false if the buffer is full: {@link #take} it, then
   *     {@link #resume}
   */
  boolean start(Frames message);

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
