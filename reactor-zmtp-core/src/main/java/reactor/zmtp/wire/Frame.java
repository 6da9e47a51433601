package reactor.zmtp.wire;

/**
 * A frame to send.
 *
 * @param isCommand whether it is a command; if not, it is a whole message
 * @param payload its bytes, not copied
 */
public record Frame(boolean isCommand, byte[] payload) {

  /** A command's frame. */
  public static Frame of(Command command) {
    return new Frame(true, command.payload());
  }

  /** A message of one frame. */
  public static Frame ofMessage(byte[] payload) {
    return new Frame(false, payload);
  }

  /** The whole frame, header and payload. */
  public byte[] bytes(Framing framing) {
    return framing.frame(isCommand ? FrameFlags.COMMAND : 0, payload);
  }
}
