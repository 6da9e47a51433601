package reactor.zmtp;

/**
 * Client-server's client (RFC 41): messages in turn to SERVER peers, and from all of them. Messages
 * have one frame: a send fails with {@link ZmqException} when its publisher publishes one of more,
 * and one that comes is discarded and reported as {@link SocketEvent.Discarded}.
 */
public interface ClientSocket extends SendingSocket, ReceivingSocket {}
