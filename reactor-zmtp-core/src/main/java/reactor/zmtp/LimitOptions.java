package reactor.zmtp;

import java.time.Duration;
import reactor.zmtp.option.Option;

/**
 * Limits of what a peer, or a stranger, may cost. A refusal closes that one connection and is
 * reported as a {@link SocketEvent}.
 *
 * @param <S> the spec
 */
public interface LimitOptions<S extends SocketSpec<S, ?>> {

  /**
   * The largest message that is received, all its frames counted; a peer that sends a larger one
   * loses its connection (ZMQ_MAXMSGSIZE, which counts each frame for itself). Default: 64 MiB
   * (libzmq: no limit).
   *
   * @param bytes 1 or more; -1: no limit but the 2 GiB of an array for each frame
   * @return a new spec
   */
  default S maxMessageSize(long bytes) {
    SocketSpec.check(
        bytes == -1 || bytes > 0, "maxMessageSize", bytes, "1 byte or more, or -1 for no limit");
    return SocketSpec.with(this, Option.MAX_MESSAGE_SIZE, bytes == -1 ? Long.MAX_VALUE : bytes);
  }

  /**
   * The most frames a received message may have; a peer that sends more loses its connection.
   * Default: 65536 (libzmq: no limit).
   *
   * @param frames 1 or more
   * @return a new spec
   */
  default S maxFrames(int frames) {
    SocketSpec.check(frames > 0, "maxFrames", frames, "1 or more");
    return SocketSpec.with(this, Option.MAX_FRAMES, frames);
  }

  /**
   * Time that a peer may take to introduce itself before its connection is closed
   * (ZMQ_HANDSHAKE_IVL). Default: 30 s.
   *
   * @param timeout positive; zero: for ever
   * @return a new spec
   */
  default S handshakeTimeout(Duration timeout) {
    return SocketSpec.with(
        this, Option.HANDSHAKE_TIMEOUT, SocketSpec.notNegative("handshakeTimeout", timeout));
  }

  /**
   * Most connections to one bound endpoint that may be introducing themselves at a time; more are
   * closed at once. When there are so many, the oldest from the address with the most of them gives
   * way to one whose address would have less than half as many: a connection that never speaks
   * keeps out none but those of its own address. An IPv6 address counts as its network of 64 bits.
   * Default: 1024 (libzmq: no limit).
   *
   * @param connections 1 or more
   * @return a new spec
   */
  default S maxHandshakes(int connections) {
    SocketSpec.check(connections > 0, "maxHandshakes", connections, "1 or more");
    return SocketSpec.with(this, Option.MAX_HANDSHAKES, connections);
  }

  /**
   * Most peers that the socket may have at a time; more that come are closed at once, or, if they
   * were in their handshake when the last place was taken, at the end of it. Peers that the socket
   * connected to take places too, but are never refused: strangers cannot fill up the place of one
   * that the application chose. One that went keeps its place until all it sent has been received,
   * so that what waits is bounded by peers. Default: 65536 (libzmq: no limit).
   *
   * @param peers 1 or more
   * @return a new spec
   */
  default S maxPeers(int peers) {
    SocketSpec.check(peers > 0, "maxPeers", peers, "1 or more");
    return SocketSpec.with(this, Option.MAX_PEERS, peers);
  }

  /**
   * Most connections a second that one bound endpoint takes from one remote address, and at once
   * from one that was quiet for a second; more are closed at once. An IPv6 address counts as its
   * network of 64 bits. Default: 0, no limit (libzmq has none): behind a load balancer, a sidecar
   * or a NAT all peers have one address, and a rate that stops an attacker there stops all of them;
   * what a connection may cost is limited in any case by {@code handshakeTimeout}, {@code
   * maxHandshakes} and {@code maxPeers}. Where peers have addresses of their own, set it to a few
   * times what one of them needs.
   *
   * @param perSecond 1 or more; 0: no limit
   * @return a new spec
   */
  default S maxConnectionRate(int perSecond) {
    SocketSpec.check(perSecond >= 0, "maxConnectionRate", perSecond, "0 or more");
    return SocketSpec.with(this, Option.MAX_CONNECTION_RATE, perSecond);
  }
}
