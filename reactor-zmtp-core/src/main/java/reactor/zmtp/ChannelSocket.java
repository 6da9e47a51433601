package reactor.zmtp;

/**
 * Exclusive pair of single frames (RFC 52): messages to one CHANNEL peer and from it. A second peer
 * is refused as long as the first is there. Messages have one frame: a send fails with {@link
 * ZmqException} when its publisher publishes one of more, and one that comes is discarded and
 * reported as {@link SocketEvent.Discarded}.
 */
public interface ChannelSocket extends SendingSocket, ReceivingSocket {}
