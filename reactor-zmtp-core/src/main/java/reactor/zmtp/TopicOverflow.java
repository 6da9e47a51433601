package reactor.zmtp;

/**
 * What happens when a subscriber of {@link SubSocket#topic(String, TopicOverflow, int)} is slower
 * than its topic, once as many messages wait for it as its buffer holds.
 */
public enum TopicOverflow {
  /** The socket takes no more messages until there is room: the slowest slows all, and the feed. */
  WAIT,
  /** The oldest message that waits is dropped. */
  DROP_OLDEST,
  /** The message that comes is dropped. */
  DROP_NEWEST,
  /**
   * Of each topic the newest message waits, in place of the one before: a topic is all of a
   * message's first frame here. If that is one topic more than the buffer holds, the one that has
   * waited longest is dropped.
   */
  LATEST,
  /** Its subscription fails with {@link TopicOverflowException}. */
  ERROR
}
