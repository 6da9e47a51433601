package reactor.zmtp.wire;

/**
 * The character classes of RFC 37's grammar, its idea of ignoring case, and text fit to be logged.
 */
public final class Ascii {

  private static final int MAX_LOGGED = 255;

  private Ascii() {}

  /**
   * A peer's bytes as text for messages and logs: no line ends, no escapes, no end without end.
   *
   * @param bytes what the peer sent
   * @param offset where its text begins
   * @param length how many bytes it takes
   * @return up to 255 characters; a question mark for each that is not printable ASCII
   */
  public static String printable(byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(Math.min(length, MAX_LOGGED));
    for (int i = 0; i < length && i < MAX_LOGGED; i++) {
      byte octet = bytes[offset + i];
      text.append(octet == ' ' || isVisible(octet) ? (char) octet : '?');
    }
    return text.toString();
  }

  static boolean isLetter(int character) {
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
  }

  /** name-char: what a metadata property may be called with. */
  static boolean isNameCharacter(int character) {
    return isLetter(character)
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_'
        || character == '.'
        || character == '+';
  }

  /** VCHAR: visible, so no space. */
  static boolean isVisible(int character) {
    return character > ' ' && character <= '~';
  }

  /** Lower case for ASCII letters, and no other character touched, whatever the locale. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.append(fold(text.charAt(i)));
    }
    return folded.toString();
  }

  static char fold(char character) {
    return character >= 'A' && character <= 'Z' ? (char) (character + 32) : character;
  }
}
