package reactor.zmtp;

/** What a ROUTER may tell of its peers among their messages. */
public enum PeerNotice {
  /** A peer came (ZMQ_NOTIFY_CONNECT). */
  CONNECTED,
  /** A peer went, and all it sent has been delivered (ZMQ_NOTIFY_DISCONNECT). */
  DISCONNECTED
}
