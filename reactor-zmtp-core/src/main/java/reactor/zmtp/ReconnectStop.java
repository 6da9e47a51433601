package reactor.zmtp;

/**
 * Failure after which a connecting endpoint is abandoned instead of trying again
 * (ZMQ_RECONNECT_STOP). Of a name with several addresses, it is what became of the last.
 *
 * @see ReconnectOptions#reconnectStop(ReconnectStop...)
 */
public enum ReconnectStop {
  /** Nobody listens there (ZMQ_RECONNECT_STOP_CONN_REFUSED). */
  CONNECTION_REFUSED,
  /** The handshake failed (ZMQ_RECONNECT_STOP_HANDSHAKE_FAILED). */
  HANDSHAKE_FAILED,
  /** A connection that had been made was lost (ZMQ_RECONNECT_STOP_AFTER_DISCONNECT). */
  AFTER_DISCONNECT
}
