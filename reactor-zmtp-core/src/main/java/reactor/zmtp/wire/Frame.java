package reactor.zmtp.wire;

/** Frame to send: a command, or a whole message. */
public final class Frame {

  private final boolean command;
  private final byte[] payload;

  private Frame(boolean command, byte[] payload) {
    this.command = command;
    this.payload = payload;
  }

  public static Frame of(Command command) {
    return new Frame(true, command.payload());
  }

  /** Does not copy the bytes. */
  public static Frame ofMessage(byte[] payload) {
    return new Frame(false, payload);
  }

  public boolean isCommand() {
    return command;
  }

  /** Not to be changed. */
  public byte[] payload() {
    return payload;
  }

  public byte[] bytes(Framing framing) {
    return framing.frame(command ? FrameFlags.COMMAND : 0, payload);
  }
}
