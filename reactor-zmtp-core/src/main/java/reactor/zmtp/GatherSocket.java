package reactor.zmtp;

/**
 * Scatter-gather's receiving end (RFC 49): messages from SCATTER peers, in turn. Messages have one
 * frame: one of more is discarded and reported as {@link SocketEvent.Discarded}.
 */
public interface GatherSocket extends ReceivingSocket {}
