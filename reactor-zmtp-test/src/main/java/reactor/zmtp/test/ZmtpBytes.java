package reactor.zmtp.test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes of ZMTP 3 (RFC 23, RFC 37), right ones and wrong ones: an encoder that writes what it is
 * given and checks nothing, for tests to say what a peer sends and what they expect of it.
 */
public final class ZmtpBytes {

  /** The flag of a frame that another frame of its message follows. */
  public static final int MORE = 1;

  /** The flag of a frame whose length takes 8 bytes instead of 1. */
  public static final int LONG = 2;

  /** The flag of a frame that is a command. */
  public static final int COMMAND = 4;

  private static final int SHORT_AT_MOST = 255;
  private static final int MECHANISM_LENGTH = 20;
  private static final int FILLER_LENGTH = 31;

  private ZmtpBytes() {}

  /**
   * The greeting of ZMTP 3.1 with mechanism NULL.
   *
   * @return 64 bytes
   */
  public static byte[] greeting() {
    return greeting(3, 1, "NULL", false);
  }

  /**
   * The greeting of ZMTP 3 with mechanism NULL.
   *
   * @param minor the minor version, 0 or 1
   * @return 64 bytes
   */
  public static byte[] greeting(int minor) {
    return greeting(3, minor, "NULL", false);
  }

  /**
   * A greeting.
   *
   * @param major the major version
   * @param minor the minor version
   * @param mechanism the mechanism's name, at most 20 ASCII characters; padded with zeros
   * @param asServer whether the sender is the server of the mechanism
   * @return 64 bytes, the padding zero
   */
  public static byte[] greeting(int major, int minor, String mechanism, boolean asServer) {
    byte[] name = new byte[MECHANISM_LENGTH];
    byte[] ascii = ascii(mechanism);
    System.arraycopy(ascii, 0, name, 0, ascii.length);
    return concat(
        signature(),
        new byte[] {(byte) major, (byte) minor},
        name,
        new byte[] {(byte) (asServer ? 1 : 0)},
        new byte[FILLER_LENGTH]);
  }

  /**
   * The signature a greeting begins with.
   *
   * @return FF, eight zeros and 7F
   */
  public static byte[] signature() {
    return new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f};
  }

  /**
   * The header of a frame, true or not.
   *
   * @param flags the flags byte; {@link #LONG} in it decides how the length is written
   * @param length the length to announce, unsigned
   * @return 9 bytes with {@link #LONG}, else 2, of the length its lowest 8 bits
   */
  public static byte[] frameHeader(int flags, long length) {
    return (flags & LONG) != 0
        ? ByteBuffer.allocate(9).put((byte) flags).putLong(length).array()
        : new byte[] {(byte) flags, (byte) length};
  }

  /**
   * A frame.
   *
   * @param flags the flags byte; {@link #LONG} is added for a body that needs it, and kept where
   *     given for one that does not
   * @param body the body
   * @return header and body
   */
  public static byte[] frame(int flags, byte[] body) {
    int all = body.length > SHORT_AT_MOST ? flags | LONG : flags;
    return concat(frameHeader(all, body.length), body);
  }

  /**
   * A message of several frames.
   *
   * @param frames the frames' bodies
   * @return the frames, each but the last with {@link #MORE}
   */
  public static byte[] message(byte[]... frames) {
    byte[][] encoded = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      encoded[i] = frame(i < frames.length - 1 ? MORE : 0, frames[i]);
    }
    return concat(encoded);
  }

  /**
   * A message of several frames of text.
   *
   * @param first the first frame's body
   * @param more the bodies of those that follow
   * @return the frames, each but the last with {@link #MORE}
   */
  public static byte[] message(String first, String... more) {
    return message(utf8(first, more));
  }

  /**
   * A command frame.
   *
   * @param name the command's name
   * @param data what follows the name
   * @return header, name with its length, and data
   */
  public static byte[] command(String name, byte[]... data) {
    return frame(COMMAND, concat(shortString(ascii(name)), concat(data)));
  }

  /**
   * A property of a command's metadata.
   *
   * @param name its name
   * @param value its value
   * @return both with their lengths
   */
  public static byte[] property(String name, byte[] value) {
    return concat(
        shortString(ascii(name)),
        ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array(),
        value);
  }

  /**
   * A property of a command's metadata.
   *
   * @param name its name
   * @param value its value, as text
   * @return both with their lengths
   */
  public static byte[] property(String name, String value) {
    return property(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The READY command of the NULL mechanism.
   *
   * @param socketType the value of Socket-Type
   * @param properties further properties, as {@link #property(String, String)} makes them
   * @return the command frame
   */
  public static byte[] ready(String socketType, byte[]... properties) {
    return command("READY", property("Socket-Type", socketType), concat(properties));
  }

  /**
   * The ERROR command.
   *
   * @param reason the reason, at most 255 ASCII characters
   * @return the command frame
   */
  public static byte[] error(String reason) {
    return command("ERROR", shortString(ascii(reason)));
  }

  /**
   * The PING command.
   *
   * @param ttl the time to live in tenths of a second
   * @param context the context, at most 16 bytes
   * @return the command frame
   */
  public static byte[] ping(int ttl, byte[] context) {
    return command("PING", ByteBuffer.allocate(Short.BYTES).putShort((short) ttl).array(), context);
  }

  /**
   * The PONG command.
   *
   * @param context the context of the PING it answers
   * @return the command frame
   */
  public static byte[] pong(byte[] context) {
    return command("PONG", context);
  }

  /**
   * Bytes written in hexadecimal.
   *
   * @param digits two digits a byte; white space is skipped
   * @return the bytes
   */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  /**
   * Bytes one after another.
   *
   * @param parts the parts
   * @return all of them
   */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[][] utf8(String first, String... more) {
    byte[][] frames = new byte[1 + more.length][];
    frames[0] = first.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < more.length; i++) {
      frames[1 + i] = more[i].getBytes(StandardCharsets.UTF_8);
    }
    return frames;
  }

  private static byte[] shortString(byte[] value) {
    return concat(new byte[] {(byte) value.length}, value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
