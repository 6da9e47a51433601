package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Socket that addresses its peers: each message comes with the routing id of its peer, and goes to
 * the peer whose routing id it has.
 */
public interface RoutingSocket extends ZmqSocket {

  /**
   * Sends what a publisher publishes, each message to its peer. What happens if the peer is not
   * there, or as many messages as {@code sendHighWaterMark} wait for it, depends on the socket
   * type. Any number of sends may go on at once, from any threads; they interleave whole messages.
   * What was taken for a peer and not written when it goes is lost, and reported as {@link
   * SocketEvent.Discarded}.
   *
   * @param messages what to send; subscribed to once for each subscription of the result, with that
   *     subscription's context; requested from on the socket's event loop
   * @return completes when the last message has been written to the operating system or dropped;
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
   * Receives messages from all peers in turn. Demand is honoured to the message; what is not
   * requested waits, at most {@code receiveHighWaterMark} messages for each peer, and then in the
   * peer itself: its connection is not read.
   *
   * <p>One subscriber at a time: a second fails with {@link AlreadyReceivingException}. When the
   * subscriber cancels, what it has not requested waits for the next one. What it has requested is
   * its own: an operator that requests ahead, as {@code publishOn} and {@code flatMap} do, drops
   * what it holds when it is cancelled.
   *
   * @return the messages, on the socket's event loop; completes when the socket is disposed of
   */
  Flux<RoutedMessage> receive();

  /**
   * Receives the next message, if one comes in time (ZMQ_RCVTIMEO): what {@link #receive()} would
   * deliver next. It is taken from the socket only to be delivered, and the deadline is kept on the
   * socket's event loop: where {@code receive().next().timeout(d)} drops a message that comes just
   * when the time is over, this leaves it for the next subscriber.
   *
   * @param patience how long to wait from the subscription; zero: only for what waits already
   *     (ZMQ_DONTWAIT)
   * @return the message, on the socket's event loop; empty when the time is over. One subscriber at
   *     a time, together with {@link #receive()}: a second fails with {@link
   *     AlreadyReceivingException}. Fails with {@link DisposedException} when the socket is
   *     disposed of
   * @throws IllegalArgumentException if the patience is negative
   */
  Mono<RoutedMessage> receive(Duration patience);

  /**
   * Receives messages as values, each with its peer. A message that the codec makes no value of is
   * dropped (Reactor's {@code onErrorDropped} hook gets an {@link UndecodableMessageException}),
   * and the next one comes.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<RoutedValue<T>> receive(ZmqCodec<T> codec) {
    return Codecs.decodeRouted(receive(), codec, null);
  }

  /**
   * Receives messages as values, each with its peer.
   *
   * @param <T> the values
   * @param codec makes the values
   * @param undecodable told of each message that the codec makes no value of, before the next one
   *     comes; what it throws is the error with which the values end
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<RoutedValue<T>> receive(
      ZmqCodec<T> codec, Consumer<? super UndecodableMessageException> undecodable) {
    return Codecs.decodeRouted(
        receive(), codec, Objects.requireNonNull(undecodable, "undecodable"));
  }

  /**
   * Sends values as messages.
   *
   * @param <T> the values
   * @param values what to send
   * @param codec makes the messages
   * @return as {@link #send(Publisher)}; fails with what the codec throws, too
   */
  default <T> Mono<Void> send(
      Publisher<? extends RoutedValue<? extends T>> values, ZmqCodec<T> codec) {
    Objects.requireNonNull(codec, "codec");
    return send(
        Flux.from(values).map(each -> new RoutedMessage(each.peer(), codec.encode(each.value()))));
  }
}
