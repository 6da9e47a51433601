package reactor.zmtp;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publisher that sees subscriptions (RFC 29). Beside what a {@link PubSocket} does it receives, as
 * messages of one frame, the subscriptions of its peers: a byte 1, or 0 for the end of one, and the
 * topic. {@link ZmqMessage#peer} says whose it is. A topic is reported when the first peer has it
 * and when the last one has it no more (also because the connection ended), unless {@code verbose},
 * {@code verboser} or {@code manual} say otherwise. A peer that unsubscribes from what it had not
 * subscribed to is reported by {@code verboser} and {@code manual} alone.
 *
 * <p>It receives, too, the messages that XSUB peers send which are no subscriptions.
 *
 * <p>Subscriptions take effect when they come, whether anybody receives or not. While nobody does,
 * at most {@code maxSubscriptions} of these notices are kept for the next receiver, and {@code
 * receiveHighWaterMark} messages of each peer; more are discarded and reported ({@link
 * SocketEvent.DiscardReason#NOT_RECEIVED}). A receiver that is slow loses no message of a peer, and
 * notices only beyond that number; an XSUB whose own messages have reached {@code
 * receiveHighWaterMark} is not read, and its later subscriptions wait with them. Notices come in
 * the order in which subscriptions took effect; between notices and messages of peers there is no
 * order.
 */
public interface XPubSocket extends PubSocket, ReceivingSocket {

  @Override
  Flux<ZmqMessage> receive();

  /**
   * With {@code manual}: subscribes a peer (ZMQ_SUBSCRIBE). libzmq takes the peer whose
   * subscription was received last; here it is named, since messages are received and worked on
   * asynchronously. With {@code manualLastValue} it takes effect behind what was published before.
   *
   * @param request what this peer sent, as it was received: its subscription
   * @param topic the topic it gets, as UTF-8 text: not necessarily the one it asked for
   * @return completes when it has it, or when it is clear that the peer is not there any more;
   *     fails with {@link IllegalStateException} without {@code manual}
   */
  Mono<Void> subscribe(ZmqMessage request, String topic);

  /**
   * With {@code manual}: subscribes a peer.
   *
   * @param request what this peer sent, as it was received
   * @param topic the topic it gets
   * @return as {@link #subscribe(ZmqMessage, String)}
   */
  Mono<Void> subscribe(ZmqMessage request, byte[] topic);

  /**
   * With {@code manual}: unsubscribes a peer (ZMQ_UNSUBSCRIBE).
   *
   * @param request what this peer sent, as it was received
   * @param topic the topic it had, as UTF-8 text
   * @return as {@link #subscribe(ZmqMessage, String)}
   */
  Mono<Void> unsubscribe(ZmqMessage request, String topic);

  /**
   * With {@code manual}: unsubscribes a peer.
   *
   * @param request what this peer sent, as it was received
   * @param topic the topic it had
   * @return as {@link #subscribe(ZmqMessage, String)}
   */
  Mono<Void> unsubscribe(ZmqMessage request, byte[] topic);
}
