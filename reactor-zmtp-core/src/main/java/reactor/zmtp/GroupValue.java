package reactor.zmtp;

import java.util.Objects;
import reactor.zmtp.message.GroupName;

/**
 * Value of a message of a group: a {@link GroupMessage} through a {@link ZmqCodec}.
 *
 * @param <T> the value
 * @param group the group, as of a {@link GroupMessage}
 * @param value the value
 */
public record GroupValue<T>(String group, T value) {

  /**
   * A value for a group.
   *
   * @param group the group, as of a {@link GroupMessage}
   * @param value the value
   * @throws IllegalArgumentException if the group's name is too long or has a zero byte
   */
  public GroupValue {
    GroupName.check(group);
    Objects.requireNonNull(value, "value");
  }
}
