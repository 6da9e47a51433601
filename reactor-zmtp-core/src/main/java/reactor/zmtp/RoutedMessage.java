package reactor.zmtp;

import java.util.Objects;
import reactor.zmtp.message.DefaultMessage;

/**
 * Message and the peer it came from or goes to.
 *
 * @param peer the peer's routing id
 * @param message the message, without the id
 */
public record RoutedMessage(RoutingId peer, ZmqMessage message) {

  /**
   * A message for a peer.
   *
   * @param peer the peer's routing id
   * @param message the message, without the id
   */
  public RoutedMessage {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(message, "message");
  }

  /**
   * Takes the first frame for the routing id, as libzmq's ROUTER has it.
   *
   * @param whole two or more frames
   * @return the first, and the message the others are
   * @throws IllegalArgumentException if there is one frame only, or the first is no routing id
   */
  public static RoutedMessage of(ZmqMessage whole) {
    if (whole.size() < 2) {
      throw new IllegalArgumentException(
          "a routed message has a routing id and one or more frames, not " + whole);
    }
    return new RoutedMessage(RoutingId.of(whole.bytes(0)), ((DefaultMessage) whole).withoutFirst());
  }

  /**
   * An answer to the same peer.
   *
   * @param answer the message
   * @return the message for the peer this one came from
   */
  public RoutedMessage reply(ZmqMessage answer) {
    return new RoutedMessage(peer, answer);
  }

  /**
   * The routing id as the first frame, as libzmq's ROUTER has it.
   *
   * @return a message of one frame more
   */
  public ZmqMessage toMessage() {
    return ((DefaultMessage) message).withFirst(peer.array());
  }
}
