package reactor.zmtp.message;

import java.nio.charset.StandardCharsets;

/** The names of groups: 0 to 255 bytes, none of them zero (RFC 48). */
public final class GroupName {

  /** The most bytes of a name (ZMQ_GROUP_MAX_LENGTH). */
  public static final int MAX_LENGTH = 255;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private GroupName() {}

  /**
   * Refuses what is no group's name.
   *
   * @param group the name
   * @throws IllegalArgumentException if it is too long or has a zero byte
   */
  public static void check(String group) {
    if (group.length() > MAX_LENGTH / MAX_BYTES_PER_CHAR) { // a shorter one is not too long
      int length = group.getBytes(StandardCharsets.UTF_8).length;
      if (length > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "a group has at most " + MAX_LENGTH + " bytes, not " + length + " (RFC 48)");
      }
    }
    if (group.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a group has no zero byte (RFC 48)");
    }
  }

  /**
   * A name as it is on the wire.
   *
   * @param group the name
   * @return its bytes
   * @throws IllegalArgumentException if it is too long or has a zero byte
   */
  public static byte[] bytes(String group) {
    check(group);
    return group.getBytes(StandardCharsets.UTF_8);
  }
}
