package reactor.zmtp.storm;

/** What holds in every storm, whatever users and networks do. */
enum Rule {
  /** A socket that was disposed of is gone when its linger has ended, and so is its context. */
  ENDS,
  /** {@code dispose()} throws nothing. */
  DISPOSES_QUIETLY,
  /** Whoever asked is told the end, and told once. */
  TOLD_ONCE,
  /** Signals to one subscriber come one after another, and none beyond its demand or its end. */
  SERIAL,
  /** No completion, error, event or end is told from inside another callback. */
  NOT_NESTED,
  /** While no connection is cut, what was taken arrives, or is told as discarded. */
  NOT_LOST,
  /** Types and options that never drop drop nothing while nobody cuts anything. */
  NOT_DROPPED,
  /** Nobody receives a message twice, and a message of one receiver has one. */
  NOT_TWICE,
  /** A message arrives as it was sent, at somebody whom it was for. */
  INTACT,
  /** The messages of one send arrive in their order, and so do successive sends of one thread. */
  IN_ORDER,
  /** Sends that go on at the same time all get on. */
  FAIR,
  /** No more is taken from publishers than the marks allow, nor asked of them. */
  WITHIN_MARKS,
  /** When it is over, what is asked of a socket that lives is done: nothing is stuck. */
  GOES_ON,
  /** The events of each connection tell one story. */
  ONE_STORY,
  /** A reply is the reply to its request. */
  OWN_REPLY,
  /** Nothing is thrown where nobody handles it, but what users threw. */
  HANDLED,
  /** No buffer, channel, timer, thread or endpoint is left. */
  NOTHING_LEFT
}
