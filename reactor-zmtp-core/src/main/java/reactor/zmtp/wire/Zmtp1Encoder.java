package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * Encoder of ZMTP 1.0 (RFC 13, The Framing Layer): a length that counts the flags, the flags, the
 * body. Simple rather than fast.
 */
public final class Zmtp1Encoder implements Encoder {

  private final ByteBufAllocator allocator;

  private @Nullable ByteBuf buffer;
  private @Nullable DefaultMessage current;
  private int frame;
  private int frameOffset = -1;
  private long currentSize;

  public Zmtp1Encoder(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  private static byte[] header(int length, boolean more) {
    ByteBuffer header = ByteBuffer.allocate(Framing.ZMTP_1_0.headerSize(length));
    Framing.ZMTP_1_0.putHeader(header, more ? FrameFlags.MORE : 0, length);
    return header.array();
  }

  @Override
  public long encodedSize(DefaultMessage message) {
    long sum = 0;
    for (int i = 0; i < message.size(); i++) {
      int length = message.length(i);
      sum += Framing.ZMTP_1_0.headerSize(length) + length;
    }
    return sum;
  }

  @Override
  public boolean start(DefaultMessage message) {
    current = message;
    frame = 0;
    frameOffset = -1;
    currentSize = 0;
    return resume();
  }

  @Override
  public boolean resume() {
    DefaultMessage message = current;
    if (message == null) {
      return true;
    }
    ByteBuf out = buffer();
    while (frame < message.size()) {
      byte[] bytes = message.array(frame);
      if (frameOffset < 0 && !writeHeader(out, bytes.length, frame + 1 < message.size())) {
        return false;
      }
      int n = Math.min(bytes.length - frameOffset, out.maxWritableBytes());
      out.writeBytes(bytes, frameOffset, n);
      frameOffset += n;
      currentSize += n;
      if (frameOffset < bytes.length) {
        return false;
      }
      frame++;
      frameOffset = -1;
    }
    current = null;
    currentSize = 0;
    return true;
  }

  private boolean writeHeader(ByteBuf out, int length, boolean more) {
    byte[] header = header(length, more);
    if (out.maxWritableBytes() < header.length) {
      return false;
    }
    out.writeBytes(header);
    frameOffset = 0;
    currentSize += header.length;
    return true;
  }

  @Override
  public long unfinishedBytes() {
    return currentSize;
  }

  @Override
  public boolean isUnfinished() {
    return current != null;
  }

  @Override
  public boolean isEmpty() {
    return buffer == null;
  }

  @Override
  public ByteBuf take() {
    ByteBuf taken = buffer();
    buffer = null;
    return taken;
  }

  private ByteBuf buffer() {
    ByteBuf out = buffer;
    if (out == null) {
      out = allocator.directBuffer(256, MessageEncoder.CAPACITY);
      buffer = out;
    }
    return out;
  }

  @Override
  public void release() {
    current = null;
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
