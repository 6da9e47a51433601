package reactor.zmtp.security;

import java.util.Arrays;

/** Encoding of bytes as printable text (RFC 32): five characters for each four bytes. */
public final class Z85 {

  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

  private static final byte[] VALUES = new byte[128];
  private static final long MOST = 0xFFFF_FFFFL;

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private Z85() {}

  /**
   * Encodes bytes.
   *
   * @param bytes a multiple of four
   * @return five characters for each four bytes
   * @throws IllegalArgumentException if it is no multiple of four
   */
  public static String encode(byte[] bytes) {
    if (bytes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "Z85 encodes a multiple of 4 bytes (RFC 32), not " + bytes.length);
    }
    StringBuilder text = new StringBuilder(bytes.length / 4 * 5);
    for (int i = 0; i < bytes.length; i += 4) {
      long value = 0;
      for (int j = 0; j < 4; j++) {
        value = value << 8 | Byte.toUnsignedLong(bytes[i + j]);
      }
      for (long divisor = 85L * 85 * 85 * 85; divisor > 0; divisor /= 85) {
        text.append(ALPHABET.charAt((int) (value / divisor % 85)));
      }
    }
    return text.toString();
  }

  /**
   * Decodes text. Nothing is tolerated that {@link #encode} would not have written.
   *
   * @param text a multiple of five characters
   * @return four bytes for each five characters
   * @throws IllegalArgumentException if the length, a character or the value of five characters is
   *     wrong; the message says where, and shows nothing of the text, which may be a secret
   */
  public static byte[] decode(String text) {
    if (text.length() % 5 != 0) {
      throw new IllegalArgumentException(
          "Z85 text has a multiple of 5 characters (RFC 32), not " + text.length());
    }
    byte[] bytes = new byte[text.length() / 5 * 4];
    for (int i = 0, at = 0; i < text.length(); i += 5, at += 4) {
      long value = 0;
      for (int j = i; j < i + 5; j++) {
        value = value * 85 + value(text, j);
      }
      if (value > MOST) {
        throw new IllegalArgumentException(
            "characters %d to %d of Z85 text are more than four bytes can be"
                .formatted(i + 1, i + 5));
      }
      for (int j = 0; j < 4; j++) {
        bytes[at + j] = (byte) (value >>> (24 - 8 * j));
      }
    }
    return bytes;
  }

  private static int value(String text, int index) {
    char character = text.charAt(index);
    int value = character < VALUES.length ? VALUES[character] : -1;
    if (value < 0) {
      throw new IllegalArgumentException(
          "character " + (index + 1) + " of Z85 text is none that RFC 32 has");
    }
    return value;
  }
}
