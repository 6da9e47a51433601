package reactor.zmtp.pipe;

/**
 * Subscription or membership that a receiving end announces to the sending end (RFC 29, RFC 48).
 * Not counted by any high-water mark: a subscription is never lost.
 */
public enum Announcement {
  /** Of messages that begin with a topic. */
  SUBSCRIBE,
  /** The end of it. */
  CANCEL,
  /** Of a group, for its messages. */
  JOIN,
  /** The end of it. */
  LEAVE,
  /** Of all groups, which a transport says of a peer that cannot be heard; never on the wire. */
  JOIN_ALL
}
