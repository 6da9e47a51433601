package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import reactor.zmtp.option.Option;

/**
 * Options of connecting, and of connecting again.
 *
 * @param <S> the spec
 */
public interface ReconnectOptions<S extends SocketSpec<S, ?>> {

  /**
   * Delay before the first attempt to connect again (ZMQ_RECONNECT_IVL). Default: 100 ms.
   *
   * @param interval zero: at once; negative: never connect again
   * @return a new spec
   */
  default S reconnectInterval(Duration interval) {
    return SocketSpec.with(
        this, Option.RECONNECT_INTERVAL, Objects.requireNonNull(interval, "interval"));
  }

  /**
   * Longest delay between attempts: the delay doubles up to it, with jitter, until a connection has
   * lived for a second (ZMQ_RECONNECT_IVL_MAX). Default: 10 s (libzmq: no doubling).
   *
   * @param interval at most {@code reconnectInterval}, such as zero: no doubling
   * @return a new spec
   */
  default S reconnectIntervalMax(Duration interval) {
    return SocketSpec.with(
        this,
        Option.RECONNECT_INTERVAL_MAX,
        SocketSpec.notNegative("reconnectIntervalMax", interval));
  }

  /**
   * Failures after which not to connect again (ZMQ_RECONNECT_STOP). Default: none.
   *
   * @param failures the failures
   * @return a new spec
   */
  default S reconnectStop(ReconnectStop... failures) {
    return SocketSpec.with(this, Option.RECONNECT_STOP, Set.of(failures));
  }

  /**
   * Time that one attempt to connect to one address may take (ZMQ_CONNECT_TIMEOUT). Default: 30 s
   * (libzmq: the operating system's).
   *
   * @param timeout positive; zero: the operating system's
   * @return a new spec
   */
  default S connectTimeout(Duration timeout) {
    return SocketSpec.with(
        this, Option.CONNECT_TIMEOUT, SocketSpec.notNegative("connectTimeout", timeout));
  }
}
