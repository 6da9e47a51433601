package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that grants its peers credit: how much they may send.
 *
 * @param <S> the spec
 */
public interface CreditOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether demand reaches the far publisher: a peer of this library may have sent, and this side
   * not delivered, only so many messages as the subscriber has requested and {@code
   * receiveHighWaterMark} allows beyond; {@code receiveHighWaterMarkBytes} counts as well. Other
   * peers are not affected: with them the kernels' buffers hold what they hold (see {@link
   * TcpOptions#maxInFlightBytes}). There is no bound to grant with {@code receiveHighWaterMark(0)}
   * or {@code conflate}. Default: true.
   *
   * @param enabled whether it does; if not, what is on its way is bounded by the kernels alone
   * @return a new spec
   */
  default S credit(boolean enabled) {
    return SocketSpec.with(this, Option.CREDIT, enabled);
  }
}
