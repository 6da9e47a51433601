package reactor.zmtp;

/**
 * How things stand with one peer at one moment, in messages.
 *
 * @param peer who it is
 * @param waitingToSend given to this peer and not yet written
 * @param waitingToReceive decoded and not yet requested
 * @param dropped meant for this peer and given up, since it came: it was full
 */
public record PeerMetrics(
    PeerMetadata peer, long waitingToSend, long waitingToReceive, long dropped) {}
