package reactor.zmtp;

/**
 * Signals that a peer broke the rules of ZMTP. It costs that peer its connection and is reported as
 * an event; nothing else is touched.
 */
public final class ProtocolException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * Rule that was broken, as libzmq's ZMQ_PROTOCOL_ERROR_ZMTP_* codes tell them apart, and a few it
   * has no code for; among these the limits that a socket sets.
   */
  public enum Rule {
    /** The first ten bytes are not a ZMTP signature. */
    SIGNATURE,
    /** The peer speaks a version of ZMTP that is not allowed here. */
    VERSION,
    /** The peers' security mechanisms differ (MECHANISM_MISMATCH). */
    MECHANISM_MISMATCH,
    /** A command came where another was due (UNEXPECTED_COMMAND). */
    UNEXPECTED_COMMAND,
    /** A command's lengths do not add up (MALFORMED_COMMAND_*). */
    MALFORMED_COMMAND,
    /** Metadata does not parse, or lacks what it must have (INVALID_METADATA). */
    INVALID_METADATA,
    /** The peer's socket type cannot talk to this one. */
    INCOMPATIBLE_SOCKET_TYPE,
    /** A frame's flags or its place among the others are wrong. */
    MALFORMED_FRAME,
    /** A message, or the frame of one, is larger than {@code maxMessageSize}. */
    MESSAGE_TOO_LARGE,
    /** A message has more frames than {@code maxFrames}. */
    TOO_MANY_FRAMES,
    /**
     * The peer wants more subscriptions than {@code maxSubscriptions}, or more bytes of them than
     * {@code maxSubscriptionBytes}.
     */
    TOO_MANY_SUBSCRIPTIONS,
    /** The peer subscribes to a topic that is longer than {@code maxTopicLength}. */
    TOPIC_TOO_LONG,
    /** The peer joined more groups than {@code maxGroups}. */
    TOO_MANY_GROUPS,
    /** A box cannot be opened: a wrong key, or forged bytes (CRYPTOGRAPHIC). */
    CRYPTOGRAPHIC,
    /** Keys do not belong together, or agree on nothing secret (KEY_EXCHANGE). */
    KEY_EXCHANGE,
    /** A nonce does not rise: a command or a message came twice (INVALID_SEQUENCE). */
    INVALID_SEQUENCE,
    /**
     * What carries ZMTP is wrong: an HTTP request or answer that does not upgrade to WebSocket and
     * ZWS 2.0, or a WebSocket frame that RFC 6455 or RFC 45 does not allow (WS_UNSPECIFIED).
     */
    WEBSOCKET,
    /** The peer sent ERROR during the handshake. */
    REFUSED_BY_PEER
  }

  private final Rule rule;

  /**
   * A broken rule.
   *
   * @param rule which one
   * @param message what came, and what would have been right
   */
  public ProtocolException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  /**
   * The rule that was broken.
   *
   * @return the rule
   */
  public Rule rule() {
    return rule;
  }
}
