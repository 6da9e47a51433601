package reactor.zmtp;

/**
 * A peer broke the rules of ZMTP. It costs that peer its connection and is told as an event;
 * nothing else is touched.
 */
public final class ProtocolException extends ZmqException {

  private static final long serialVersionUID = 1L;

  /**
   * Which rule was broken, as libzmq's ZMQ_PROTOCOL_ERROR_ZMTP_* codes tell them apart, and a few
   * it has no code for.
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
    /** Metadata that does not parse, or lacks what it must have (INVALID_METADATA). */
    INVALID_METADATA,
    /** The peer's socket type cannot talk to this one. */
    INCOMPATIBLE_SOCKET_TYPE,
    /** A frame's flags or its place among the others are wrong. */
    MALFORMED_FRAME,
    /** A message, or the frame of one, is larger than {@code maxMessageSize}. */
    MESSAGE_TOO_LARGE,
    /** More subscriptions, or groups, than the peer may have, or longer ones. */
    SUBSCRIPTION_LIMIT,
    /** The peer said ERROR during the handshake. */
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
