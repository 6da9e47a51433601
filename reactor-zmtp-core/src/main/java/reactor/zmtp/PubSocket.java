package reactor.zmtp;

import reactor.core.publisher.Mono;

/**
 * Publish-subscribe's publisher (RFC 29): each message goes to all SUB and XSUB peers that have
 * subscribed to a prefix of its first frame, and to nobody if there are none.
 *
 * <p>A publisher is never slowed down by a subscriber: one for whom {@code sendHighWaterMark}
 * messages are waiting does not get the next. Each such loss is counted ({@link
 * PeerMetrics#dropped}) and reported ({@link SocketEvent.DiscardReason#PEER_FULL}). What {@link
 * #send} is asked to send is requested in small portions, between which the connections are served,
 * and no portion is larger than what the least busy subscriber has room for; so a subscriber that
 * keeps up with the network loses nothing, however long the publisher. A publisher that is faster
 * than all of its subscribers for longer than the high-water marks and the kernel's buffers last
 * loses messages; {@code noDrop} slows it down instead.
 *
 * <p>A {@code send} completes when each of its messages has been written to every peer that was to
 * get it, or dropped.
 */
public interface PubSocket extends SendingSocket {

  /**
   * Waits for subscribers, so that nobody misses the beginning.
   *
   * @param topic UTF-8 text that a message might begin with
   * @param n how many peers
   * @return completes as soon as so many peers would get a message of that topic, at once if they
   *     already would; fails with {@link DisposedException} if the socket goes before that
   */
  Mono<Void> awaitSubscribers(String topic, int n);

  /**
   * Waits for subscribers.
   *
   * @param topic what a message might begin with
   * @param n how many peers
   * @return as {@link #awaitSubscribers(String, int)}
   */
  Mono<Void> awaitSubscribers(byte[] topic, int n);

  /**
   * Number of topics that peers have subscribed to (ZMQ_TOPICS_COUNT).
   *
   * @return their number, those of several peers counted once; those of a peer that went are gone
   *     some turns of the event loop later
   */
  Mono<Integer> topicCount();
}
