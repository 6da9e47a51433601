package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Radio-dish's subscriber (RFC 48): receives the messages of some groups, of all RADIO peers in
 * turn.
 */
public interface DishSocket extends ZmqSocket {

  /**
   * The messages that come, as {@link ReceivingSocket#receive()} says.
   *
   * @return the messages, on the socket's event loop; completes when the socket is disposed of
   */
  Flux<GroupMessage> receive();

  /**
   * The next message, if one comes in time, as {@link ReceivingSocket#receive(Duration)} says.
   *
   * @param patience how long to wait from the subscription; zero: only for what waits already
   * @return the message, on the socket's event loop; empty when the time is over
   * @throws IllegalArgumentException if the patience is negative
   */
  Mono<GroupMessage> receive(Duration patience);

  /**
   * Joins a group: at all peers, now and whenever one comes.
   *
   * @param group its name, 0 to 255 bytes of UTF-8, none of them zero; matched exactly
   * @return completes when the peers that are there have been sent it, which does not mean that
   *     they have read it; fails with {@link ZmqException} if the group was joined already
   * @throws IllegalArgumentException if the name is too long or has a zero byte
   */
  Mono<Void> join(String group);

  /**
   * Leaves a group. What came of it before may still be received.
   *
   * @param group its name
   * @return completes when the peers that are there have been sent it; fails with {@link
   *     ZmqException} if the group was not joined
   */
  Mono<Void> leave(String group);

  /**
   * Receives messages as values, each with its group. A message that the codec makes no value of is
   * dropped (Reactor's {@code onErrorDropped} hook gets an {@link UndecodableMessageException}),
   * and the next one comes.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<GroupValue<T>> receive(ZmqCodec<T> codec) {
    return Codecs.decodeGroups(receive(), codec, null);
  }

  /**
   * Receives messages as values, each with its group.
   *
   * @param <T> the values
   * @param codec makes the values
   * @param undecodable told of each message that the codec makes no value of, before the next one
   *     comes; what it throws is the error with which the values end
   * @return the values, as {@link #receive()}
   */
  default <T> Flux<GroupValue<T>> receive(
      ZmqCodec<T> codec, Consumer<? super UndecodableMessageException> undecodable) {
    return Codecs.decodeGroups(
        receive(), codec, Objects.requireNonNull(undecodable, "undecodable"));
  }
}
