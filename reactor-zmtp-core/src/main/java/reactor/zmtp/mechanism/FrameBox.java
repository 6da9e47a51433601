package reactor.zmtp.mechanism;

/**
 * What protects each frame of a connection, messages and commands alike, after the handshake: a box
 * that the peer alone can open, and can open only once and in order.
 */
public interface FrameBox {

  /** The flag inside of a frame that more frames of the same message follow. */
  int MORE = 1;

  /** The flag inside of a frame that is a command. */
  int COMMAND = 2;

  /**
   * Protects a frame.
   *
   * @param flags {@link #MORE}, {@link #COMMAND} or neither
   * @param payload has the frame's payload
   * @param offset where it begins
   * @param length its length
   * @return the payload of the frame that goes on the wire, {@link Mechanism#overhead} bytes
   *     longer; it must be the next one to go
   */
  byte[] seal(int flags, byte[] payload, int offset, int length);

  /**
   * Opens a frame.
   *
   * @param sealed the payload of the frame that came
   * @return the payload of the frame that is in it; {@link #flags} tells the rest
   * @throws reactor.zmtp.ProtocolException if it is malformed, forged, or came before
   */
  byte[] open(byte[] sealed);

  /**
   * The flags of the frame that was opened last.
   *
   * @return {@link #MORE}, {@link #COMMAND}, both or neither; never another bit
   */
  int flags();

  /** The connection is over, and nothing more is to be sealed or opened. */
  default void forget() {}
}
