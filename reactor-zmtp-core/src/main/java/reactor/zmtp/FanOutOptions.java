package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that sends a message to every peer it is for.
 *
 * @param <S> the spec
 */
public interface FanOutOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether a peer that is full holds up the publisher, instead of losing messages
   * (ZMQ_XPUB_NODROP): a message waits until all it is for have room, and publishers are asked for
   * no more than the slowest peer takes. Default: false.
   *
   * @param enabled whether nothing is dropped
   * @return a new spec
   */
  default S noDrop(boolean enabled) {
    return SocketSpec.with(this, Option.NO_DROP, enabled);
  }
}
