package reactor.zmtp.message;

import java.nio.charset.StandardCharsets;

/** Name of a group: 0 to 255 bytes of UTF-8, none of them zero (RFC 48). */
public final class GroupName {

  /** ZMQ_GROUP_MAX_LENGTH, in bytes. */
  public static final int MAX_LENGTH = 255;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private GroupName() {}

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

  public static byte[] bytes(String group) {
    check(group);
    return group.getBytes(StandardCharsets.UTF_8);
  }
}
