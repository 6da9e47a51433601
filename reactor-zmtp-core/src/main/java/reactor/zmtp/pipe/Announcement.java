package reactor.zmtp.pipe;

/**
 * What a receiving end tells the sending end it wants (RFC 29, RFC 48). Not counted by any mark: a
 * subscription is never lost.
 */
public enum Announcement {
  /** Messages that begin with a topic. */
  SUBSCRIBE,
  /** No longer. */
  CANCEL,
  /** Messages of a group. */
  JOIN,
  /** No longer. */
  LEAVE
}
