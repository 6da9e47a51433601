package reactor.zmtp;

import java.util.Objects;

/**
 * Value of a message and the peer it came from or goes to: a {@link RoutedMessage} through a {@link
 * ZmqCodec}.
 *
 * @param <T> the value
 * @param peer the peer's routing id
 * @param value the value
 */
public record RoutedValue<T>(RoutingId peer, T value) {

  /**
   * A value for a peer.
   *
   * @param peer the peer's routing id
   * @param value the value
   */
  public RoutedValue {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(value, "value");
  }

  /**
   * An answer to the same peer.
   *
   * @param <A> the answer
   * @param answer the answer
   * @return the value for the peer this one came from
   */
  public <A> RoutedValue<A> reply(A answer) {
    return new RoutedValue<>(peer, answer);
  }
}
