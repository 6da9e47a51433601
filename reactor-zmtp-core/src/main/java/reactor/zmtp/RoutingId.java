package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Routing id by which a socket that talks to many peers addresses one of them (RFC 28: identity,
 * ZMQ_ROUTING_ID): 1 to 255 bytes, compared as bytes. Immutable.
 */
public final class RoutingId {

  private static final int MOST = 255;

  private final byte[] bytes;
  private final int hash;

  private RoutingId(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST) {
      throw new IllegalArgumentException(
          "a routing id has 1 to " + MOST + " bytes, not " + bytes.length);
    }
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /**
   * A routing id.
   *
   * @param bytes 1 to 255 bytes, copied
   * @return the id
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static RoutingId of(byte[] bytes) {
    return new RoutingId(bytes.clone());
  }

  /**
   * A routing id of UTF-8 text.
   *
   * @param text 1 to 255 bytes
   * @return the id
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static RoutingId of(String text) {
    return new RoutingId(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The id.
   *
   * @return its bytes, the caller's own
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Not copied, not to be changed. */
  byte[] array() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoutingId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Shows text if it is printable, else hexadecimal. */
  @Override
  public String toString() {
    for (byte each : bytes) {
      if (each < ' ' || each > '~') {
        return "0x" + HexFormat.of().formatHex(bytes);
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
