package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that sends.
 *
 * @param <S> the spec
 */
public interface SendOptions<S extends SocketSpec<S, ?>> {

  /**
   * Most messages that may wait for each peer between the publishers and the operating system
   * (ZMQ_SNDHWM). Publishers are asked for more when half of them have been written. Default: 1000.
   *
   * @param messages 1 or more; 0: no bound
   * @return a new spec
   */
  default S sendHighWaterMark(int messages) {
    SocketSpec.check(messages >= 0, "sendHighWaterMark", messages, "1 or more, or 0 for no bound");
    return SocketSpec.with(this, Option.SEND_HIGH_WATER_MARK, messages);
  }

  /**
   * Most bytes of messages that may wait for each peer, once they have been taken for it; the one
   * message that passes this high-water mark counts as within. A message counts its bytes, and 32
   * more for each of its frames. A peer is full when either mark is reached. Publishers are asked
   * by the number of messages all the same. libzmq has no such mark. Default: no bound.
   *
   * @param bytes 1 or more; 0: no bound
   * @return a new spec
   */
  default S sendHighWaterMarkBytes(long bytes) {
    SocketSpec.check(bytes >= 0, "sendHighWaterMarkBytes", bytes, "1 or more, or 0 for no bound");
    return SocketSpec.with(this, Option.SEND_HIGH_WATER_MARK_BYTES, bytes);
  }

  /**
   * Whether only peers that are there count (ZMQ_IMMEDIATE). If not, an endpoint that is still
   * being connected to, or again, counts as a peer: messages are taken for it and wait. Default:
   * true (libzmq: false).
   *
   * @param enabled whether only peers that are there count
   * @return a new spec
   */
  default S immediate(boolean enabled) {
    return SocketSpec.with(this, Option.IMMEDIATE, enabled);
  }
}
