package reactor.zmtp.test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A frame as it came from the other side, or is expected to. */
public final class ZmtpFrame {

  private static final int SHOWN = 64;

  private final int flags;
  private final byte[] body;

  /**
   * A frame.
   *
   * @param flags the flags byte
   * @param body the body
   */
  public ZmtpFrame(int flags, byte[] body) {
    this.flags = flags;
    this.body = body.clone();
  }

  /**
   * The flags.
   *
   * @return the flags byte
   */
  public int flags() {
    return flags;
  }

  /**
   * The body.
   *
   * @return a copy of its bytes
   */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Whether it is a command.
   *
   * @return whether {@link ZmtpBytes#COMMAND} is set
   */
  public boolean isCommand() {
    return (flags & ZmtpBytes.COMMAND) != 0;
  }

  /**
   * Whether another frame of the same message follows.
   *
   * @return whether {@link ZmtpBytes#MORE} is set
   */
  public boolean hasMore() {
    return (flags & ZmtpBytes.MORE) != 0;
  }

  /**
   * The name of a command.
   *
   * @return the name, or the empty string for what is no command or has no name that fits
   */
  public String commandName() {
    return isCommand() && body.length > 0 && 1 + nameLength() <= body.length
        ? new String(body, 1, nameLength(), StandardCharsets.US_ASCII)
        : "";
  }

  /**
   * What follows the name of a command.
   *
   * @return a copy of the bytes; the whole body for what has no {@link #commandName()}
   */
  public byte[] commandData() {
    return commandName().isEmpty()
        ? body.clone()
        : Arrays.copyOfRange(body, 1 + nameLength(), body.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZmtpFrame frame
        && flags == frame.flags
        && Arrays.equals(body, frame.body);
  }

  @Override
  public int hashCode() {
    return 31 * flags + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    String shown = HexFormat.of().formatHex(body, 0, Math.min(SHOWN, body.length));
    return String.format(
        "frame[flags %02x%s, %d bytes: %s%s]",
        flags,
        commandName().isEmpty() ? "" : " " + commandName(),
        body.length,
        shown,
        body.length > SHOWN ? "..." : "");
  }

  private int nameLength() {
    return body[0] & 0xff;
  }
}
