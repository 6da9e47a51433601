package reactor.zmtp;

import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Radio-dish's publisher (RFC 48): each message goes to all DISH peers that have joined its group.
 * It waits for no peer: a message of a group without members is gone, and so is, for that peer, one
 * whose peer has reached its {@code sendHighWaterMark}, unless {@code noDrop} holds up the
 * publisher. {@link SocketEvent.Discarded} and {@link PeerMetrics} report it.
 */
public interface RadioSocket extends ZmqSocket {

  /**
   * Sends what a publisher publishes.
   *
   * @param messages what to send; subscribed to once for each subscription of the result, with that
   *     subscription's context; requested from on the socket's event loop
   * @return completes when the last message has been written to the operating system for all
   *     members of its group that it was not dropped for; fails with the publisher's error (what
   *     was published before it is still sent), or with {@link DisposedException}. Cancelling it
   *     cancels the publisher; what was taken from it is still sent.
   */
  Mono<Void> send(Publisher<GroupMessage> messages);

  /**
   * Sends one message.
   *
   * @param message the message
   * @return as {@link #send(Publisher)}
   */
  default Mono<Void> send(GroupMessage message) {
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
  default <T> Mono<Void> send(
      Publisher<? extends GroupValue<? extends T>> values, ZmqCodec<T> codec) {
    Objects.requireNonNull(codec, "codec");
    return send(
        Flux.from(values).map(each -> new GroupMessage(each.group(), codec.encode(each.value()))));
  }
}
