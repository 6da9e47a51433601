package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.message.GroupName;

/**
 * A message of a group (RFC 48).
 *
 * @param group the group, 0 to 255 bytes of UTF-8, none of them zero
 * @param message the message, one frame
 */
public record GroupMessage(String group, ZmqMessage message) {

  /**
   * The most bytes a group's name has (RFC 48, ZMQ_GROUP_MAX_LENGTH). libzmq before 4.3.3 knows
   * only groups of up to 15 bytes.
   */
  public static final int MAX_GROUP = GroupName.MAX_LENGTH;

  /**
   * A message for a group.
   *
   * @param group the group, 0 to 255 bytes of UTF-8, none of them zero
   * @param message the message, one frame
   * @throws IllegalArgumentException if the group's name is too long or has a zero byte, or the
   *     message has more frames
   */
  public GroupMessage {
    Objects.requireNonNull(message, "message");
    GroupName.check(group);
    if (message.size() > 1) {
      throw new IllegalArgumentException(
          "a message of a group has one frame, not " + message.size() + " (RFC 48)");
    }
  }

  /**
   * Takes the first of two frames for the group, as RFC 48 has it on the wire.
   *
   * @param whole two frames
   * @return the first, and the message the second is
   * @throws IllegalArgumentException if there are not two frames, or the first is no group
   */
  public static GroupMessage of(ZmqMessage whole) {
    if (whole.size() != 2) {
      throw new IllegalArgumentException(
          "a message of a group has two frames, the group and the message, not " + whole.size());
    }
    return new GroupMessage(whole.text(0), ((DefaultMessage) whole).withoutFirst());
  }

  /**
   * The group as the first frame, as RFC 48 has it on the wire.
   *
   * @return a message of two frames
   */
  public ZmqMessage toMessage() {
    return ((DefaultMessage) message).withFirst(group.getBytes(StandardCharsets.UTF_8));
  }
}
