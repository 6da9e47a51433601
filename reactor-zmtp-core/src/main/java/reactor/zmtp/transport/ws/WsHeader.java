package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/** Header of a WebSocket frame (RFC 6455, section 5.2), read as it comes. */
final class WsHeader {

  private static final int SHORTEST = 2;
  private static final int KEY = 4;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;

  private final ByteBuffer bytes = ByteBuffer.allocate(SHORTEST + Long.BYTES + KEY).limit(SHORTEST);

  private int first;
  private int second;
  private long length;
  private int key;

  /** Takes what has come of it, and no byte more; true if that is all. */
  boolean read(ByteBuf in) {
    while (bytes.hasRemaining() && in.isReadable()) {
      bytes.put(in.readByte());
      if (bytes.position() == SHORTEST) {
        first = bytes.get(0) & 0xff;
        second = bytes.get(1) & 0xff;
        bytes.limit(SHORTEST + lengthOctets() + (isMasked() ? KEY : 0));
      }
    }
    if (bytes.hasRemaining()) {
      return false;
    }
    bytes.position(SHORTEST);
    length =
        switch (lengthOctets()) {
          case Long.BYTES -> bytes.getLong();
          case Short.BYTES -> bytes.getShort() & 0xffff;
          default -> second & 0x7f;
        };
    key = isMasked() ? bytes.getInt() : 0;
    bytes.clear().limit(SHORTEST);
    return true;
  }

  private int lengthOctets() {
    return switch (second & 0x7f) {
      case SIXTEEN_BITS -> Short.BYTES;
      case SIXTY_FOUR_BITS -> Long.BYTES;
      default -> 0;
    };
  }

  private boolean isMasked() {
    return (second & Opcode.MASKED) != 0;
  }

  int opcode() {
    return first & 0xf;
  }

  boolean isLast() {
    return (first & Opcode.FIN) != 0;
  }

  long length() {
    return length;
  }

  int key() {
    return key;
  }

  /**
   * Checks it.
   *
   * @throws ProtocolException if it is not allowed, where it must be masked or must not, and a
   *     message has begun of which this may be a fragment, or none has
   */
  void check(boolean masked, boolean begun) {
    if ((first & Opcode.RESERVED) != 0) {
      throw wrong("reserved bits of a WebSocket frame are set: 0x%02x".formatted(first));
    }
    if (isMasked() != masked) {
      throw wrong(masked ? "a client's frame is not masked" : "a server's frame is masked");
    }
    if (length < 0) {
      throw wrong("a WebSocket frame of 2^63 bytes or more");
    }
    switch (opcode()) {
      case Opcode.BINARY -> {
        if (begun) {
          throw wrong("a message begins within another, which is in fragments");
        }
      }
      case Opcode.CONTINUATION -> {
        if (!begun) {
          throw wrong("a fragment goes on with no message");
        }
      }
      case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
        if (!isLast() || length > Opcode.LONGEST_CONTROL) {
          throw wrong("a control frame is in fragments, or longer than 125 bytes");
        }
      }
      case Opcode.TEXT -> throw wrong("a text message; ZWS has binary ones alone");
      default -> throw wrong("a WebSocket frame of opcode 0x%x".formatted(opcode()));
    }
  }

  private static ProtocolException wrong(String what) {
    return new ProtocolException(Rule.WEBSOCKET, what);
  }
}
