package reactor.zmtp;

import reactor.core.publisher.Flux;
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

  /** How many messages wait for a subscriber of {@link #topic(String)}. */
  int DEFAULT_TOPIC_BUFFER = 256;

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
   * Unsubscribes (ZMQ_UNSUBSCRIBE); without effect on a topic that is not subscribed to, or that
   * only subscribers of {@link #topic(String)} want.
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
   * Receives one topic of many that share this socket, with room for 256 messages; beyond them the
   * slowest subscriber slows all. See {@link #topic(String, TopicOverflow, int)}.
   *
   * @param topic the topic, as UTF-8 text
   * @return its messages
   */
  default Flux<ZmqMessage> topic(String topic) {
    return topic(topic, TopicOverflow.WAIT, DEFAULT_TOPIC_BUFFER);
  }

  /**
   * Receives one topic of many that share this socket: what a web application with a thousand
   * browsers does, instead of opening a thousand sockets. The topic is subscribed to by its first
   * subscriber and unsubscribed from by its last, with all publishers. Any number of subscribers of
   * any topics get every message that begins with theirs; each has its own demand, and its own way
   * to be slow. The others are not held up but by {@link TopicOverflow#WAIT}.
   *
   * <p>While anybody subscribes the socket's {@link #receive()} is taken: it fails with {@link
   * AlreadyReceivingException}, as this does while that has a subscriber. What is dropped is
   * reported as {@link SocketEvent.Discarded}, and so is a message of a topic that the application
   * subscribed to in another way and nobody has here.
   *
   * @param topic the topic, as UTF-8 text
   * @param overflow what happens to a message that the subscriber has no room for
   * @param buffer how many messages wait for a subscriber that has not requested them, 1 or more
   * @return its messages, on the socket's event loop; completes when the socket is disposed of, and
   *     what waits is discarded then; fails with {@link IllegalArgumentException} if the topic is
   *     longer than {@code maxTopicLength}, or the socket inverts matching
   * @throws IllegalArgumentException if the buffer is less than 1
   */
  Flux<ZmqMessage> topic(String topic, TopicOverflow overflow, int buffer);

  /**
   * Number of topics this socket has subscribed to (ZMQ_TOPICS_COUNT).
   *
   * @return their number, each counted once
   */
  Mono<Integer> topicCount();

  /**
   * Receives one topic as values, as {@link #topic(String)}. A message that the codec makes no
   * value of is dropped, as by {@link #receive(ZmqCodec)}.
   *
   * @param <T> the values
   * @param topic the topic, as UTF-8 text
   * @param codec makes the values; of messages that begin with a frame of their topic, for one that
   *     was made by {@link ZmqCodec#withTopic}
   * @return the values
   */
  default <T> Flux<T> topic(String topic, ZmqCodec<T> codec) {
    return Codecs.decode(topic(topic), codec, null);
  }

  /**
   * Receives one topic as values, as {@link #topic(String, TopicOverflow, int)}.
   *
   * @param <T> the values
   * @param topic the topic, as UTF-8 text
   * @param overflow what happens to a message that the subscriber has no room for
   * @param buffer how many messages wait for a subscriber that has not requested them, 1 or more
   * @param codec as of {@link #topic(String, ZmqCodec)}
   * @return the values
   * @throws IllegalArgumentException if the buffer is less than 1
   */
  default <T> Flux<T> topic(String topic, TopicOverflow overflow, int buffer, ZmqCodec<T> codec) {
    return Codecs.decode(topic(topic, overflow, buffer), codec, null);
  }
}
