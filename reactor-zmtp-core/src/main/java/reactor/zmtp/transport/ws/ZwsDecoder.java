package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.FrameFlags;

/**
 * Makes ZMTP frames of WebSocket's. A message that is one frame goes on as it comes, so that ZMTP's
 * decoder judges its length by the header; only one in fragments, whose length is not known before
 * the last, is gathered here.
 */
final class ZwsDecoder {

  /** Takes the frames that are no data; they may come between the fragments of a message. */
  interface Controls {
    void control(int opcode, byte[] payload);
  }

  private final boolean masked;
  private final Controls controls;

  /** Makes what ZMTP begins with of the first message; null when that has come, or is not due. */
  private @Nullable Function<byte[], byte[]> introduction;

  private final boolean bare;
  private long most;

  private final WsHeader header = new WsHeader();
  private boolean inFrame;
  private long remaining;
  private long index;
  private boolean flagsDue;

  private byte @Nullable [] control;

  /** Fragments of a message, or all of one that goes nowhere before it is whole. */
  private @Nullable ByteBuf gathered;

  private boolean over;

  /** Messages in fragments may have so many bytes. */
  ZwsDecoder(
      boolean masked,
      Controls controls,
      @Nullable Function<byte[], byte[]> introduction,
      long most) {
    this.masked = masked;
    this.controls = controls;
    this.introduction = introduction;
    this.bare = introduction != null;
    this.most = most;
  }

  void limit(long bytes) {
    most = bytes;
  }

  /** Discards whatever comes from now on. */
  void end() {
    over = true;
  }

  /**
   * Decodes all that has come.
   *
   * @throws ProtocolException if it is not allowed; nothing after it is decoded
   */
  void decode(ByteBuf in, ByteBuf out) {
    try {
      while (!over && in.isReadable()) {
        if (inFrame) {
          payload(in, out);
        } else if (header.read(in)) {
          begin(out);
        }
      }
    } catch (ProtocolException e) {
      over = true;
      throw e;
    }
  }

  private void begin(ByteBuf out) {
    header.check(masked, gathered != null);
    remaining = header.length();
    index = 0;
    inFrame = true;
    control = null;
    flagsDue = false;
    if (Opcode.isControl(header.opcode())) {
      control = new byte[(int) remaining];
    } else if (!header.isLast() || gathered != null || introduction != null) {
      gather();
    } else if (remaining == 0) {
      throw noFlags();
    } else {
      flagsDue = true;
    }
    if (remaining == 0) {
      end(out);
    }
  }

  private void gather() {
    ByteBuf so = gathered == null ? Unpooled.buffer() : gathered;
    gathered = so;
    if (remaining - 1 > most - so.readableBytes()) {
      throw new ProtocolException(
          Rule.MESSAGE_TOO_LARGE, "a message in fragments of more than %d bytes".formatted(most));
    }
  }

  private void payload(ByteBuf in, ByteBuf out) {
    if (flagsDue) {
      flagsDue = false;
      int flags = in.readUnsignedByte() ^ (masked ? Mask.at(header.key(), 0) : 0);
      index = 1;
      remaining--;
      zmtp(flags, remaining, out);
    }
    int n = (int) Math.min(remaining, in.readableBytes());
    byte[] to = control;
    if (to != null) {
      take(in, n, Unpooled.wrappedBuffer(to).writerIndex((int) index));
    } else {
      take(in, n, gathered == null ? out : gathered);
    }
    if (remaining == 0) {
      end(out);
    }
  }

  private void take(ByteBuf in, int n, ByteBuf to) {
    int from = to.writerIndex();
    to.writeBytes(in, n);
    if (masked) {
      Mask.apply(header.key(), index, to, from);
    }
    index += n;
    remaining -= n;
  }

  private void end(ByteBuf out) {
    inFrame = false;
    byte[] said = control;
    ByteBuf whole = gathered;
    if (said != null) {
      controls.control(header.opcode(), said);
    } else if (whole != null && header.isLast()) {
      gathered = null;
      message(whole, out);
    }
  }

  private void message(ByteBuf whole, ByteBuf out) {
    if (!whole.isReadable()) {
      throw noFlags();
    }
    int flags = whole.readUnsignedByte();
    Function<byte[], byte[]> first = introduction;
    if (first == null) {
      zmtp(flags, whole.readableBytes(), out);
      out.writeBytes(whole);
      return;
    }
    if (flags != ZwsFlags.LAST) {
      throw malformed("the first message, the routing id, is not one frame");
    }
    introduction = null;
    byte[] body = new byte[whole.readableBytes()];
    whole.readBytes(body);
    out.writeBytes(first.apply(body));
  }

  /** Writes the header of a ZMTP frame. */
  private void zmtp(int flags, long length, ByteBuf out) {
    if (flags > ZwsFlags.COMMAND || (bare && flags == ZwsFlags.COMMAND)) {
      throw malformed(
          "the flags 0x%02x; there are 0, 1 for more%s"
              .formatted(flags, bare ? "" : " and 2 for a command"));
    }
    int zmtp =
        flags == ZwsFlags.MORE
            ? FrameFlags.MORE
            : flags == ZwsFlags.COMMAND ? FrameFlags.COMMAND : 0;
    if (length > 0xff) {
      out.writeByte(zmtp | FrameFlags.LONG).writeLong(length);
    } else {
      out.writeByte(zmtp).writeByte((int) length);
    }
  }

  private static ProtocolException noFlags() {
    return malformed("an empty message, where each begins with its flags");
  }

  private static ProtocolException malformed(String what) {
    return new ProtocolException(Rule.MALFORMED_FRAME, what);
  }
}
