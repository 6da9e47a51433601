package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of the sockets between which subscriptions are messages.
 *
 * @param <S> the spec
 */
public interface OnlyFirstSubscribeOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether a message of several frames has subscriptions in it only if its first frame is one
   * (ZMQ_ONLY_FIRST_SUBSCRIBE). If not, any frame that begins with a byte 1 or 0 is one. Default:
   * false.
   *
   * @param enabled whether the first frame decides
   * @return a new spec
   */
  default S onlyFirstSubscribe(boolean enabled) {
    return SocketSpec.with(this, Option.ONLY_FIRST_SUBSCRIBE, enabled);
  }
}
