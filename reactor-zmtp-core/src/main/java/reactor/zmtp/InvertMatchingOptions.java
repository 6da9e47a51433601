package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that matches messages against topics.
 *
 * @param <S> the spec
 */
public interface InvertMatchingOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether a message is for those that have not subscribed to it (ZMQ_INVERT_MATCHING). To be set
   * on both sides; XSUB, which does not filter, does not have it. Default: false.
   *
   * @param enabled whether matching is inverted
   * @return a new spec
   */
  default S invertMatching(boolean enabled) {
    return SocketSpec.with(this, Option.INVERT_MATCHING, enabled);
  }
}
