package reactor.zmtp;

/**
 * Request-reply's service (RFC 28): requests of REQ and DEALER peers, in turn, each answered
 * through the envelope it came with, however deep. The envelope is all frames up to the first empty
 * one: the ids of the devices on the way, and of the request if its REQ correlates. A message
 * without an envelope is discarded and reported as {@link SocketEvent.Discarded}.
 */
public interface RepSocket extends ReplyingSocket {}
