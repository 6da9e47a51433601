package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that receives.
 *
 * @param <S> the spec
 */
public interface ReceiveOptions<S extends SocketSpec<S, ?>> {

  /**
   * Most messages of each peer that may be decoded and not yet requested (ZMQ_RCVHWM). At that
   * high-water mark its connection is not read; reading resumes at half of it. Default: 1000.
   *
   * @param messages 1 or more; 0: no bound
   * @return a new spec
   */
  default S receiveHighWaterMark(int messages) {
    SocketSpec.check(
        messages >= 0, "receiveHighWaterMark", messages, "1 or more, or 0 for no bound");
    return SocketSpec.with(this, Option.RECEIVE_HIGH_WATER_MARK, messages);
  }

  /**
   * Most bytes of messages of each peer that may be decoded and not yet requested; the one message
   * that passes this mark counts as within. A message counts for what it costs: its bytes, and 32
   * more for each of its frames, so that empty ones are not free. libzmq has no such mark. Default:
   * no bound.
   *
   * @param bytes 1 or more; 0, or 10<sup>18</sup> and more: no bound
   * @return a new spec
   */
  default S receiveHighWaterMarkBytes(long bytes) {
    SocketSpec.check(
        bytes >= 0, "receiveHighWaterMarkBytes", bytes, "1 or more, or 0 for no bound");
    return SocketSpec.with(this, Option.RECEIVE_HIGH_WATER_MARK_BYTES, bytes);
  }
}
