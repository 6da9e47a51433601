package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Pipe;

/** Peers that a message is for, where it may be for more than one. */
public interface Audience {

  void add(Pipe pipe);

  /** Removes a peer, which gets nothing any more. Nothing happens if it was removed before. */
  void remove(Pipe pipe);

  /** Finds out which peers get a message, by its first frame, and returns how many. */
  int match(byte[] first);

  /** One of those that {@link #match} found last, counted from 0. */
  Pipe matched(int index);
}
