package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Pipe;

/** Who gets a message that is for more than one. */
interface Audience {

  /** A peer came. */
  void add(Pipe pipe);

  /** A peer went. */
  void remove(Pipe pipe);

  /** Finds out who gets a message; returns how many that are. */
  int match(byte[] topic);

  /** One of those that {@link #match} found last. */
  Pipe matched(int index);
}
