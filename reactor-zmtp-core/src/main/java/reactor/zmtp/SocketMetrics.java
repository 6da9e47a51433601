package reactor.zmtp;

import java.time.Duration;

/**
 * Counters of a socket at one moment, in messages unless said otherwise.
 *
 * @param peers peers that are ready for messages
 * @param sent written to the operating system since the socket was opened, for one peer or more;
 *     not what was for nobody or was discarded
 * @param received delivered to a subscriber since the socket was opened
 * @param bytesSent bytes written to peers since the socket was opened: frames and commands with
 *     their headers, as they are before TLS; not those of handshakes
 * @param bytesReceived bytes read from peers since the socket was opened, counted alike
 * @param waitingToSend taken from publishers and not yet written
 * @param mostWaitingToSend the most {@code waitingToSend} has ever been
 * @param sendHighWaterMark how many may wait to be sent for each peer; 0: no mark, or the socket
 *     does not send
 * @param waitingToReceive decoded and not yet requested
 * @param mostWaitingToReceive the most {@code waitingToReceive} has ever been
 * @param receiveHighWaterMark how many of each peer may wait to be requested; 0: no mark, or the
 *     socket does not receive
 * @param demand requested by the subscriber of {@code receive()} and not yet delivered; {@link
 *     Long#MAX_VALUE}: without end
 * @param topics topics that are subscribed to, each counted once, whether by the socket or by
 *     subscribers of {@link SubSocket#topic}
 * @param discarded dropped or discarded, for any reason, since the socket was opened
 * @param inFlight written and not yet reported as taken by the peers that are there and grant
 *     credit; see {@link PeerMetrics#inFlight}
 * @param roundTrip the longest {@link PeerMetrics#roundTrip} of the peers that are there
 */
public record SocketMetrics(
    int peers,
    long sent,
    long received,
    long bytesSent,
    long bytesReceived,
    long waitingToSend,
    long mostWaitingToSend,
    int sendHighWaterMark,
    long waitingToReceive,
    long mostWaitingToReceive,
    int receiveHighWaterMark,
    long demand,
    int topics,
    long discarded,
    long inFlight,
    Duration roundTrip) {}
