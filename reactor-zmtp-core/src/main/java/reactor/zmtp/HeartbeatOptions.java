package reactor.zmtp;

import java.time.Duration;
import reactor.zmtp.option.Option;

/**
 * Options of the heartbeat, which detects peers that have gone without a word (RFC 37: PING and
 * PONG).
 *
 * @param <S> the spec
 */
public interface HeartbeatOptions<S extends SocketSpec<S, ?>> {

  /**
   * Interval at which a peer is asked for a sign of life, if it speaks ZMTP 3.1 or WebSocket
   * (ZMQ_HEARTBEAT_IVL). While nothing is read because no messages are requested, its own PINGs are
   * not answered; so that it does not take that for death, it is then asked twice as often as it
   * asks this side, if it was heard to ask before. Default: 10 s (libzmq: never).
   *
   * @param interval positive; zero: never
   * @return a new spec
   */
  default S heartbeatInterval(Duration interval) {
    return SocketSpec.with(
        this, Option.HEARTBEAT_INTERVAL, SocketSpec.notNegative("heartbeatInterval", interval));
  }

  /**
   * Time that a peer that was asked for a sign of life may stay silent before its connection is
   * closed (ZMQ_HEARTBEAT_TIMEOUT). Any bytes count. Suspended while nothing is read because no
   * messages are requested. Default: 30 s.
   *
   * @param timeout positive; zero: as long as the interval
   * @return a new spec
   */
  default S heartbeatTimeout(Duration timeout) {
    return SocketSpec.with(
        this, Option.HEARTBEAT_TIMEOUT, SocketSpec.notNegative("heartbeatTimeout", timeout));
  }

  /**
   * Time that a peer should wait for a sign of life of this side before it closes the connection
   * (ZMQ_HEARTBEAT_TTL). Default: 0.
   *
   * @param ttl at most 65.5 s, sent in tenths of a second; zero: the peer need not care
   * @return a new spec
   */
  default S heartbeatTtl(Duration ttl) {
    SocketSpec.notNegative("heartbeatTtl", ttl);
    SocketSpec.check(
        ttl.toMillis() <= 65_500,
        "heartbeatTtl",
        ttl,
        "at most 65.5 s, since libzmq misreads more");
    return SocketSpec.with(this, Option.HEARTBEAT_TTL, ttl);
  }
}
