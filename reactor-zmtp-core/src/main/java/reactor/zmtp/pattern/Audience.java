package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Pipe;

/** Who gets a message that is for more than one. */
public interface Audience {

  /**
   * A peer came.
   *
   * @param pipe the peer
   */
  void add(Pipe pipe);

  /**
   * A peer went: it gets nothing any more. Nothing happens if it went before.
   *
   * @param pipe the peer
   */
  void remove(Pipe pipe);

  /**
   * Finds out who gets a message.
   *
   * @param first the message's first frame
   * @return how many those are
   */
  int match(byte[] first);

  /**
   * One of those that {@link #match} found last.
   *
   * @param index which, from 0
   * @return the peer
   */
  Pipe matched(int index);
}
