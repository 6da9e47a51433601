package reactor.zmtp;

/** What the application gave, as a message quotes it. */
final class Excerpt {

  /** More than the longest host name has. */
  private static final int MOST = 500;

  private Excerpt() {}

  /** All of it, or the beginning and the end of what is very long. */
  static String of(Object given) {
    String text = given.toString();
    int length = text.length();
    return length <= 2 * MOST
        ? text
        : text.substring(0, MOST) + " ... " + text.substring(length - MOST);
  }
}
