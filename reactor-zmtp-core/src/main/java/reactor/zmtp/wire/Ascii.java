package reactor.zmtp.wire;

/** Character classes of RFC 37's grammar, its case folding, and text that is safe to log. */
public final class Ascii {

  private static final int MAX_LOGGED = 255;

  private Ascii() {}

  /**
   * A peer's bytes as text that is safe to log: at most 255 characters, with a question mark for
   * each that is not printable ASCII, line ends among them.
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

  /** Lower-cases ASCII letters and leaves every other character alone, whatever the locale. */
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
