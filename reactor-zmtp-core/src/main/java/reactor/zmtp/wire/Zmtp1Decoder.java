package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;

/**
 * Decoder of ZMTP 1.0 (RFC 13, The Framing Layer), which has no commands. Simple rather than fast,
 * but trusting no length from the wire either: an array is never larger than four times what has
 * come of it and 1 KiB.
 */
public final class Zmtp1Decoder implements Decoder {

  private static final int LARGE = 2048;
  private static final int LEAST = 1024;
  private static final int SHORT_HEADER = 2;
  private static final int LONG_HEADER = 10;
  private static final byte[] EMPTY = {};

  private final MessageAssembler assembler;

  private final byte[] header = new byte[LONG_HEADER];
  private int headerFilled;

  private byte @Nullable [] payload;
  private int length;
  private int filled;

  public Zmtp1Decoder(long maxMessageSize, int maxFrames, @Nullable PeerMetadata peer) {
    this.assembler = new MessageAssembler(maxMessageSize, maxFrames, peer);
  }

  @Override
  public boolean isInLargeFrame() {
    return payload != null && length - filled >= LARGE;
  }

  @Override
  public boolean decode(ByteBuf in, MessageDecoder.Sink sink) {
    boolean more = true;
    while (more && in.isReadable()) {
      if (payload == null) {
        readHeader(in);
      }
      if (payload != null) {
        more = readPayload(in, sink);
      }
    }
    return more;
  }

  private void readHeader(ByteBuf in) {
    while (payload == null && in.isReadable()) {
      header[headerFilled++] = in.readByte();
      boolean isLong = (header[0] & 0xFF) == Framing.LONG_OF_1_0;
      int size = isLong ? LONG_HEADER : SHORT_HEADER;
      if (headerFilled == size - 1) {
        length = checkedLength(isLong);
      } else if (headerFilled == size) {
        checkFlags(header[size - 1]);
        filled = 0;
        payload = EMPTY;
      }
    }
  }

  /** The length of the body: the one on the wire counts the flags too, and is unsigned. */
  private int checkedLength(boolean isLong) {
    long announced = 0;
    for (int i = isLong ? 1 : 0; i < headerFilled; i++) {
      announced = (announced << 8) | (header[i] & 0xFF);
    }
    // RFC 13 would skip such a frame; libzmq closes the connection, since it is never sent.
    if (announced == 0) {
      throw new ProtocolException(
          Rule.MALFORMED_FRAME, "a frame of length 0; in ZMTP 1.0 a length counts the flags");
    }
    assembler.check(announced < 0 ? announced : announced - 1);
    return (int) (announced - 1);
  }

  private static void checkFlags(byte flags) {
    if ((flags & ~FrameFlags.MORE) != 0) {
      throw new ProtocolException(
          Rule.MALFORMED_FRAME,
          "reserved flags are set: 0x" + Integer.toHexString(flags & 0xFF) + " (ZMTP 1.0)");
    }
  }

  private boolean readPayload(ByteBuf in, MessageDecoder.Sink sink) {
    int n = Math.min(in.readableBytes(), length - filled);
    byte[] target = room(n);
    in.readBytes(target, filled, n);
    filled += n;
    return filled < length || frame(target, sink);
  }

  private byte[] room(int more) {
    byte[] target = payload;
    if (target == null) {
      throw new IllegalStateException("no frame has begun");
    }
    int needed = filled + more;
    if (target.length < needed) {
      long founded = 4L * needed + LEAST;
      target = Arrays.copyOf(target, (int) Math.min(length, founded));
      payload = target;
    }
    return target;
  }

  private boolean frame(byte[] complete, MessageDecoder.Sink sink) {
    payload = null;
    boolean more = header[headerFilled - 1] != 0;
    headerFilled = 0;
    DefaultMessage message = assembler.add(complete, more);
    return message == null || sink.message(message);
  }
}
