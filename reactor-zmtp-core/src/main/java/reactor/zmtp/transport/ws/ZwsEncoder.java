package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.FrameFlags;
import reactor.zmtp.wire.Greeting;

/**
 * Makes WebSocket frames of ZMTP's, one of one, as libzmq needs it. The bytes come in pieces of any
 * size and go as they come: a long frame is never gathered. Our greeting is left out, since the
 * subprotocol has said it.
 */
final class ZwsEncoder {

  private static final int SHORT = 125;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;

  private final @Nullable MaskingKeys keys;
  private final boolean bare;

  private int greeting = Greeting.LENGTH;

  /** Of ZMTP's header, which comes first. */
  private int headerRead;

  private int flags;
  private long length;

  /** Of the payload. */
  private long remaining;

  private boolean dropping;
  private int key;
  private long index;

  /** Masked or not, with the mechanism's commands or bare. */
  ZwsEncoder(boolean masked, boolean bare) {
    this.keys = masked ? new MaskingKeys() : null;
    this.bare = bare;
  }

  /** Whether a frame has begun of which not all has come; no other can be between. */
  boolean isInFrame() {
    return remaining > 0 && !dropping;
  }

  void encode(ByteBuf zmtp, ByteBuf out) {
    int greeted = Math.min(greeting, zmtp.readableBytes());
    zmtp.skipBytes(greeted);
    greeting -= greeted;
    while (zmtp.isReadable()) {
      if (remaining > 0) {
        payload(zmtp, out);
      } else if (header(zmtp.readUnsignedByte())) {
        begin(out);
      }
    }
  }

  /** Takes one octet of a header; true if it was the last. */
  private boolean header(int octet) {
    if (headerRead++ == 0) {
      flags = octet;
      length = 0;
      return false;
    }
    length = length << Byte.SIZE | octet;
    boolean whole = headerRead == 1 + ((flags & FrameFlags.LONG) == 0 ? 1 : Long.BYTES);
    headerRead = whole ? 0 : headerRead;
    return whole;
  }

  private void begin(ByteBuf out) {
    boolean command = (flags & FrameFlags.COMMAND) != 0;
    remaining = length;
    dropping = command && bare;
    if (!dropping) {
      frame(Opcode.BINARY, length + 1, out);
      int zws =
          ((flags & FrameFlags.MORE) == 0 ? 0 : ZwsFlags.MORE) | (command ? ZwsFlags.COMMAND : 0);
      out.writeByte(keys == null ? zws : zws ^ Mask.at(key, 0));
      index = 1;
    }
  }

  private void payload(ByteBuf zmtp, ByteBuf out) {
    int n = (int) Math.min(remaining, zmtp.readableBytes());
    remaining -= n;
    if (dropping) {
      zmtp.skipBytes(n);
      return;
    }
    int from = out.writerIndex();
    out.writeBytes(zmtp, n);
    if (keys != null) {
      Mask.apply(key, index, out, from);
      index += n;
    }
  }

  /** Writes a message that is no frame of ZMTP's. */
  void message(byte[] body, ByteBuf out) {
    byte[] payload = new byte[body.length + 1];
    System.arraycopy(body, 0, payload, 1, body.length);
    whole(Opcode.BINARY, payload, out);
  }

  /** Writes a whole frame; only between others. */
  void whole(int opcode, byte[] payload, ByteBuf out) {
    frame(opcode, payload.length, out);
    int from = out.writerIndex();
    out.writeBytes(payload);
    if (keys != null) {
      Mask.apply(key, 0, out, from);
    }
  }

  private void frame(int opcode, long size, ByteBuf out) {
    int masked = keys == null ? 0 : Opcode.MASKED;
    out.writeByte(Opcode.FIN | opcode);
    if (size <= SHORT) {
      out.writeByte(masked | (int) size);
    } else if (size <= 0xffff) {
      out.writeByte(masked | SIXTEEN_BITS).writeShort((int) size);
    } else {
      out.writeByte(masked | SIXTY_FOUR_BITS).writeLong(size);
    }
    if (keys != null) {
      key = keys.next();
      out.writeInt(key);
    }
  }
}
