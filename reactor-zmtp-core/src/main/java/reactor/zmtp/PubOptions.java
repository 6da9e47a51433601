package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that publishes.
 *
 * @param <S> the spec
 */
public interface PubOptions<S extends SocketSpec<S, ?>> extends FanOutOptions<S>, TopicOptions<S> {

  /**
   * Most topics that one peer may have subscribed to; a peer that wants more loses its connection.
   * An XPUB keeps as many notices for its receiver. Default: 100000 (libzmq: no limit).
   *
   * @param topics 1 or more
   * @return a new spec
   */
  default S maxSubscriptions(int topics) {
    SocketSpec.check(topics > 0, "maxSubscriptions", topics, "1 or more");
    return SocketSpec.with(this, Option.MAX_SUBSCRIPTIONS, topics);
  }

  /**
   * Most bytes that all the topics of one peer may take together, each its own bytes and 320 more,
   * which is what is held for it at most; a peer that wants more loses its connection. An XPUB
   * keeps notices of as many bytes for its receiver. Default: 64 MiB (libzmq: no limit), which
   * leaves 350 bytes to each of {@code maxSubscriptions}.
   *
   * @param bytes 1 or more
   * @return a new spec
   */
  default S maxSubscriptionBytes(long bytes) {
    SocketSpec.check(bytes > 0, "maxSubscriptionBytes", bytes, "1 byte or more");
    return SocketSpec.with(this, Option.MAX_SUBSCRIPTION_BYTES, bytes);
  }
}
