package reactor.zmtp;

import reactor.zmtp.option.Option;

/**
 * Options of a socket that has topics, its own or its peers'.
 *
 * @param <S> the spec
 */
public interface TopicOptions<S extends SocketSpec<S, ?>> {

  /**
   * Longest topic that may be subscribed to: a publisher closes the connection of a peer that wants
   * a longer one, and a subscriber refuses it in {@link SubSocket#subscribe(String)}, rather than
   * lose its publishers again and again. Default: 4096 (libzmq: no limit).
   *
   * @param bytes 0 or more
   * @return a new spec
   */
  default S maxTopicLength(int bytes) {
    SocketSpec.check(bytes >= 0, "maxTopicLength", bytes, "0 bytes or more");
    return SocketSpec.with(this, Option.MAX_TOPIC_LENGTH, bytes);
  }
}
