package reactor.zmtp;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A socket that addresses its peers: each message comes with the routing id of its peer, and goes
 * to the peer whose routing id it has.
 */
public interface RoutingSocket extends ZmqSocket {

  /**
   * Sends what a publisher publishes, each message to its peer. What happens if the peer is not
   * there, or as many messages as {@code sendHighWaterMark} wait for it, is told by the socket
   * type. Any number of sends may go on at once, from any threads; they interleave whole messages.
   * What was taken for a peer and not written when it goes is lost, and told as {@link
   * SocketEvent.Discarded}.
   *
   * @param messages what to send; subscribed to once for each subscription of the result, with that
   *     subscription's context; requested from on the socket's event loop
   * @return completes when the last message has been written to the operating system or given up;
   *     fails with the publisher's error (what was published before it is still sent), with {@link
   *     UnroutableException} where the socket type says so, or with {@link DisposedException}.
   *     Cancelling it cancels the publisher; what was taken from it is still sent.
   */
  Mono<Void> send(Publisher<? extends RoutedMessage> messages);

  /**
   * Sends one message.
   *
   * @param message the message and its peer
   * @return as {@link #send(Publisher)}
   */
  default Mono<Void> send(RoutedMessage message) {
    return send(Mono.just(message));
  }

  /**
   * The messages that come, from all peers in turn. Demand is honoured to the message; what is not
   * requested waits, at most {@code receiveHighWaterMark} messages for each peer, and then in the
   * peer itself: its connection is not read.
   *
   * <p>One subscriber at a time: a second fails with {@link AlreadyReceivingException}. When the
   * subscriber cancels nothing is lost: what waits goes to the next one.
   *
   * @return the messages, on the socket's event loop; completes when the socket is disposed of
   */
  Flux<RoutedMessage> receive();
}
