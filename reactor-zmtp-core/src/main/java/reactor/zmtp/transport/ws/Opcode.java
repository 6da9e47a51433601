package reactor.zmtp.transport.ws;

/** Opcodes of WebSocket frames (RFC 6455, section 5.2), and the bits around them. */
final class Opcode {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  /** First octet: the last frame of a message, and bits that no extension gives a meaning. */
  static final int FIN = 0x80;

  static final int RESERVED = 0x70;

  /** Second octet. */
  static final int MASKED = 0x80;

  /** The longest payload of a frame that is no data. */
  static final int LONGEST_CONTROL = 125;

  private Opcode() {}

  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }
}
