package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A message of a group (RFC 48).
 *
 * @param group the group, 1 to 15 bytes of UTF-8
 * @param message the message, one frame
 */
public record GroupMessage(String group, ZmqMessage message) {

  /** The most bytes a group's name has (ZMQ_GROUP_MAX_LENGTH of libzmq 4.3). */
  public static final int MAX_GROUP = 15;

  /**
   * A message for a group.
   *
   * @param group the group, 1 to 15 bytes of UTF-8
   * @param message the message, one frame
   * @throws IllegalArgumentException if the group's name is too long or empty, or the message has
   *     more frames
   */
  public GroupMessage {
    Objects.requireNonNull(message, "message");
    int length = group.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_GROUP) {
      throw new IllegalArgumentException("a group has 1 to " + MAX_GROUP + " bytes, not " + length);
    }
    if (message.size() > 1) {
      throw new IllegalArgumentException(
          "a message of a group has one frame, not " + message.size() + " (RFC 48)");
    }
  }
}
