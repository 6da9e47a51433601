package reactor.zmtp;

/** Notice that a ROUTER receives of its peers among their messages. */
public enum PeerNotice {
  /** A peer came (ZMQ_NOTIFY_CONNECT). */
  CONNECTED,
  /** A peer went, and all it sent has been delivered (ZMQ_NOTIFY_DISCONNECT). */
  DISCONNECTED
}
