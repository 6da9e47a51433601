package reactor.zmtp;

import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Socket that sends. */
public interface SendingSocket extends ZmqSocket {

  /**
   * Sends what a publisher publishes, as fast as the peers take it. The publisher is asked only for
   * what there is room for: for each peer at most {@code sendHighWaterMark} messages wait between
   * the publisher and the operating system, and there is no demand while there is no peer. Any
   * number of sends may go on at once, from any threads; they interleave whole messages.
   *
   * <p>Sends that are subscribed to one after another from one thread are served first come, first
   * served, as far as each has messages; long-running ones share in turn.
   *
   * <p>As everywhere in ZeroMQ, written does not mean received: a message that is larger than a
   * peer accepts, for one, costs the connection to that peer and is lost. What was written in part
   * when its connection ended is tried once more, and then dropped and reported ({@link
   * SocketEvent.Discarded}).
   *
   * @param messages what to send; subscribed to once for each subscription of the result, with that
   *     subscription's context; requested from on the socket's event loop
   * @return completes when the last message has been written to the operating system; fails with
   *     the publisher's error (what was published before it is still sent), or with {@link
   *     DisposedException}. Cancelling it cancels the publisher; what was taken from it is still
   *     sent.
   */
  Mono<Void> send(Publisher<? extends ZmqMessage> messages);

  /**
   * Sends one message.
   *
   * @param message the message
   * @return as {@link #send(Publisher)}
   */
  default Mono<Void> send(ZmqMessage message) {
    return send(Mono.just(message));
  }

  /**
   * Sends values as messages.
   *
   * @param <T> the values
   * @param values what to send
   * @param codec makes the messages
   * @return as {@link #send(Publisher)}; fails with what the codec throws, too
   */
  default <T> Mono<Void> send(Publisher<? extends T> values, ZmqCodec<T> codec) {
    Objects.requireNonNull(codec, "codec");
    return send(Flux.<T>from(values).map(codec::encode));
  }
}
