package reactor.zmtp;

/**
 * Scatter-gather's sending end (RFC 49): messages in turn to GATHER peers that take them. Messages
 * have one frame: a send fails with {@link ZmqException} when its publisher publishes one of more.
 */
public interface ScatterSocket extends SendingSocket {}
