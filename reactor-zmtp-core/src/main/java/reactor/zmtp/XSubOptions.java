package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * What can be set on a subscriber that sends subscriptions as messages.
 *
 * @param <S> the spec
 */
public interface XSubOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether peers are told of every unsubscription, not only of the last from a topic
   * (ZMQ_XSUB_VERBOSE_UNSUBSCRIBE). Default: false.
   *
   * @param enabled whether they are
   * @return a new spec
   */
  default S verboseUnsubscribe(boolean enabled) {
    return SocketSpec.with(this, Option.VERBOSE_UNSUBSCRIBE, enabled);
  }
}
