package reactor.zmtp.transport.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numeric IP addresses, distinguished from everything else without a look-up.
 *
 * <p>Neither the JDK nor Netty will do: {@code InetAddress.getByName} asks DNS for what is not a
 * literal, and Netty's {@code NetUtil} refuses {@code 64:ff9b::192.0.2.1} and reads {@code
 * 010.0.0.1} as 10.0.0.1, which C reads as 8.0.0.1.
 */
public final class IpLiteral {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private IpLiteral() {}

  /**
   * Reads a dotted quad without leading zeros, or an IPv6 address (RFC 4291, 2.2) without brackets
   * or scope. IPv4-mapped addresses come back as the IPv4 address they are. Null if the text is
   * neither.
   */
  public static @Nullable InetAddress parse(String text) {
    byte[] bytes = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    return bytes == null ? null : address(bytes);
  }

  /** The address of 4 or 16 bytes; IPv4-mapped ones become IPv4. */
  public static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
    }
  }

  private static byte @Nullable [] ipv4(String text) {
    byte[] bytes = new byte[IPV4_LENGTH];
    int at = 0;
    for (int i = 0; i < IPV4_LENGTH; i++) {
      int end = text.indexOf('.', at);
      if ((end < 0) != (i == IPV4_LENGTH - 1)) {
        return null;
      }
      int octet = octet(text, at, end < 0 ? text.length() : end);
      if (octet < 0) {
        return null;
      }
      bytes[i] = (byte) octet;
      at = end + 1;
    }
    return bytes;
  }

  private static int octet(String text, int start, int end) {
    int digits = end - start;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= 255 ? value : -1;
  }

  private static byte @Nullable [] ipv6(String text) {
    byte[] bytes = new byte[IPV6_LENGTH];
    int length = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      if (colon < 0 && text.indexOf('.', at) >= 0) {
        byte[] tail = ipv4(text.substring(at));
        if (tail == null || length > IPV6_LENGTH - IPV4_LENGTH) {
          return null;
        }
        System.arraycopy(tail, 0, bytes, length, IPV4_LENGTH);
        length += IPV4_LENGTH;
        break;
      }
      int group = group(text, at, colon < 0 ? text.length() : colon);
      if (group < 0 || length == IPV6_LENGTH) {
        return null;
      }
      bytes[length++] = (byte) (group >>> 8);
      bytes[length++] = (byte) group;
      if (colon < 0) {
        break;
      }
      at = colon + 1;
      if (at == text.length()) {
        return null;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = length;
        at++;
      }
    }
    return gap < 0 ? (length == IPV6_LENGTH ? bytes : null) : widened(bytes, length, gap);
  }

  /** Fills the place of the {@code ::}, which stands for one group of zeros at least. */
  private static byte @Nullable [] widened(byte[] bytes, int length, int gap) {
    if (length == IPV6_LENGTH) {
      return null;
    }
    int tail = length - gap;
    System.arraycopy(bytes, gap, bytes, IPV6_LENGTH - tail, tail);
    Arrays.fill(bytes, gap, IPV6_LENGTH - tail, (byte) 0);
    return bytes;
  }

  private static int group(String text, int start, int end) {
    int digits = end - start;
    if (digits < 1 || digits > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
