package reactor.zmtp.wire;

/** Body of an ERROR command: one byte of length and that many characters, perhaps none. */
public final class ErrorReason {

  private static final int MAX_LENGTH = 255;

  private ErrorReason() {}

  /**
   * Reads the reason of an ERROR command as text that is safe to log; RFC 37 gives it no further
   * meaning. As in libzmq, bytes after the reason are no reason to lose it: the connection ends
   * either way, and why is worth knowing.
   */
  public static String decode(Command error) {
    byte[] body = error.body();
    if (body.length == 0) {
      throw Command.malformed("an ERROR command without the length of its reason");
    }
    int length = Byte.toUnsignedInt(body[0]);
    if (length > body.length - 1) {
      throw Command.malformed(
          "an ERROR command's reason of %d bytes where %d follow"
              .formatted(length, body.length - 1));
    }
    return Ascii.printable(body, 1, length);
  }

  static byte[] encode(String reason) {
    int length = Math.min(reason.length(), MAX_LENGTH);
    byte[] body = new byte[1 + length];
    body[0] = (byte) length;
    for (int i = 0; i < length; i++) {
      char character = reason.charAt(i);
      body[1 + i] = (byte) (Ascii.isVisible(character) ? character : '_');
    }
    return body;
  }
}
