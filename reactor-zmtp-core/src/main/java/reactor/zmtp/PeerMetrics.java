package reactor.zmtp;

import java.time.Duration;

/**
 * Counters of one peer at one moment, in messages unless said otherwise.
 *
 * @param peer who it is
 * @param waitingToSend given to this peer and not yet written
 * @param waitingToReceive decoded and not yet requested
 * @param bytesSent bytes written to this peer: see {@link SocketMetrics#bytesSent}
 * @param bytesReceived bytes read from this peer
 * @param dropped meant for this peer and dropped, since it came: it was full
 * @param inFlight written to this peer and not yet reported by it as taken from its queue, of which
 *     it reports when half of its credit is used; 0 for a peer that grants no credit
 * @param sendCredit how many more this peer lets this side send; {@link Long#MAX_VALUE} for one
 *     that grants no credit
 * @param receiveCredit how many more this side lets the peer send; {@link Long#MAX_VALUE} for one
 *     that knows of no credit
 * @param roundTrip from the last PING of this side to its PONG, what the two had to wait for before
 *     they were written included; zero before the first, and for a peer older than ZMTP 3.1 unless
 *     it speaks WebSocket
 */
public record PeerMetrics(
    PeerMetadata peer,
    long waitingToSend,
    long waitingToReceive,
    long bytesSent,
    long bytesReceived,
    long dropped,
    long inFlight,
    long sendCredit,
    long receiveCredit,
    Duration roundTrip) {}
