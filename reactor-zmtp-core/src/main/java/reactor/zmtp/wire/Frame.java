package reactor.zmtp.wire;

/** A frame to send: a command, or a whole message. */
public final class Frame {

  private final boolean command;
  private final byte[] payload;

  private Frame(boolean command, byte[] payload) {
    this.command = command;
    this.payload = payload;
  }

  /** A command's frame. */
  public static Frame of(Command command) {
    return new Frame(true, command.payload());
  }

  /** A message of one frame, whose bytes are not copied. */
  public static Frame ofMessage(byte[] payload) {
    return new Frame(false, payload);
  }

  /** Whether it is a command. */
  public boolean isCommand() {
    return command;
  }

  /** What is in it, not to be changed. */
  public byte[] payload() {
    return payload;
  }

  /** The whole frame, header and payload. */
  public byte[] bytes(Framing framing) {
    return framing.frame(command ? FrameFlags.COMMAND : 0, payload);
  }
}
