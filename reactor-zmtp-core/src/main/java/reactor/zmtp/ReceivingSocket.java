package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Socket that receives. */
public interface ReceivingSocket extends ZmqSocket {

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
  Flux<ZmqMessage> receive();

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
  Mono<ZmqMessage> receive(Duration patience);

  /**
   * Receives messages as values. A message that the codec makes no value of is dropped (Reactor's
   * {@code onErrorDropped} hook gets an {@link UndecodableMessageException}), and the next one
   * comes.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<T> receive(ZmqCodec<T> codec) {
    return Codecs.decode(receive(), codec, null);
  }

  /**
   * Receives messages as values.
   *
   * @param <T> the values
   * @param codec makes the values
   * @param undecodable told of each message that the codec makes no value of, before the next one
   *     comes; what it throws is the error with which the values end
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<T> receive(
      ZmqCodec<T> codec, Consumer<? super UndecodableMessageException> undecodable) {
    return Codecs.decode(receive(), codec, Objects.requireNonNull(undecodable, "undecodable"));
  }
}
