package reactor.zmtp;

import reactor.core.publisher.Mono;

/**
 * Publish-subscribe's subscriber (RFC 29): receives from its PUB and XPUB peers the messages that
 * begin with one of its topics; without a topic, none. A topic is bytes, and the empty one is the
 * beginning of every message.
 *
 * <p>Topics may be added and removed at any time and from any thread. Every peer is sent all of
 * them when it comes, and again whenever it comes back; no high-water mark holds them up. A topic
 * that was subscribed to twice is unsubscribed from by the second {@code unsubscribe}.
 */
public interface SubSocket extends ReceivingSocket {

  /**
   * Subscribes (ZMQ_SUBSCRIBE).
   *
   * @param topic the topic, as UTF-8 text
   * @return completes when it is on its way to all peers that are there. That a publisher knows of
   *     it cannot be known here: see {@link PubSocket#awaitSubscribers(String, int)}; fails with
   *     {@link IllegalArgumentException} if the topic is longer than {@code maxTopicLength}
   */
  Mono<Void> subscribe(String topic);

  /**
   * Subscribes.
   *
   * @param topic the topic
   * @return as {@link #subscribe(String)}
   */
  Mono<Void> subscribe(byte[] topic);

  /**
   * Unsubscribes (ZMQ_UNSUBSCRIBE); without effect on a topic that is not subscribed to.
   *
   * @param topic the topic, as UTF-8 text
   * @return completes when it is on its way to the peers, and no message that only this topic
   *     wanted comes any more but those that wait to be requested
   */
  Mono<Void> unsubscribe(String topic);

  /**
   * Unsubscribes.
   *
   * @param topic the topic
   * @return as {@link #unsubscribe(String)}
   */
  Mono<Void> unsubscribe(byte[] topic);

  /**
   * Number of topics this socket has subscribed to (ZMQ_TOPICS_COUNT).
   *
   * @return their number, each counted once
   */
  Mono<Integer> topicCount();
}
