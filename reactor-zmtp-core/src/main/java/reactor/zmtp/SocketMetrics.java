package reactor.zmtp;

/**
 * Counters of a socket at one moment, in messages unless said otherwise.
 *
 * @param peers peers that are ready for messages
 * @param sent written to the operating system since the socket was opened, for one peer or more;
 *     not what was for nobody or was discarded
 * @param received delivered to a subscriber since the socket was opened
 * @param waitingToSend taken from publishers and not yet written
 * @param mostWaitingToSend the most {@code waitingToSend} has ever been
 * @param waitingToReceive decoded and not yet requested
 * @param mostWaitingToReceive the most {@code waitingToReceive} has ever been
 * @param discarded dropped or discarded, for any reason, since the socket was opened
 * @param inFlight written and not yet reported as taken by the peers that are there and grant
 *     credit; see {@link PeerMetrics#inFlight}
 */
public record SocketMetrics(
    int peers,
    long sent,
    long received,
    long waitingToSend,
    long mostWaitingToSend,
    long waitingToReceive,
    long mostWaitingToReceive,
    long discarded,
    long inFlight) {}
