package reactor.zmtp;

/** Excerpt of what the application gave, for the message of an error. */
final class Excerpt {

  /** More than the longest host name has. */
  private static final int MOST = 500;

  private Excerpt() {}

  /** The whole text, or the beginning and the end of one that is very long. */
  static String of(Object given) {
    String text = given.toString();
    int length = text.length();
    return length <= 2 * MOST
        ? text
        : text.substring(0, MOST) + " ... " + text.substring(length - MOST);
  }
}
