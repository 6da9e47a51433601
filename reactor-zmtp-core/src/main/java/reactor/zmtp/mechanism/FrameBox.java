package reactor.zmtp.mechanism;

/**
 * Protects each frame of a connection, messages and commands alike, after the handshake: it seals a
 * box that the peer alone can open, and can open only once and in order.
 */
public interface FrameBox {

  /** The flag inside of a frame that more frames of the same message follow. */
  int MORE = 1;

  /** The flag inside of a frame that is a command. */
  int COMMAND = 2;

  /**
   * Seals a frame, which must be the next one to go; {@code flags} are {@link #MORE}, {@link
   * #COMMAND} or neither. The result is {@link Mechanism#overhead} bytes longer than the payload.
   */
  byte[] seal(int flags, byte[] payload, int offset, int length);

  /**
   * Opens a frame and returns its payload; {@link #flags} has the rest. What is malformed, forged,
   * or came before is a {@link reactor.zmtp.ProtocolException}.
   */
  byte[] open(byte[] sealed);

  /**
   * Flags of the frame that was opened last: {@link #MORE}, {@link #COMMAND}, both or neither, and
   * never another bit.
   */
  int flags();

  /** Whether it has prepared for frames to come, and so is to {@link #rest} if none come. */
  default boolean isAhead() {
    return false;
  }

  /** Overwrites what was prepared for frames to come, if there was none since the last time. */
  default void rest() {}

  /** Overwrites the secrets: the connection is over, and nothing more is sealed or opened. */
  default void forget() {}
}
