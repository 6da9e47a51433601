package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * Encoder of ZMTP 2.0 and 3.x (RFC 15, RFC 23, RFC 37: framing), and of raw TCP, which has no
 * frames.
 *
 * <p>Small frames are gathered in a heap array and copied to the direct buffer in bulk, which is
 * several times faster than writing them there one by one; the payload of a large frame is copied
 * to the direct buffer once.
 */
public final class MessageEncoder implements Encoder {

  /** The most bytes of one buffer: worth a system call, and still within a core's cache. */
  public static final int CAPACITY = 65_536;

  /**
   * The same for a frame that is larger than that alone: fewer calls, fewer wake-ups of the peer.
   */
  static final int LARGE_CAPACITY = 524_288;

  /** A frame of at least this many bytes is not worth copying twice. */
  private static final int LARGE = 2048;

  private static final int LEAST_GATHERED = 64;

  private static final byte[] EMPTY = {};

  private final ByteBufAllocator allocator;
  private final boolean framed;

  /** How many bytes longer sealing has made each frame; 0 if frames are not sealed. */
  private final int overhead;

  private byte[] gathered = EMPTY;
  private int gatheredSize;
  private @Nullable ByteBuf buffer;
  private int limit = CAPACITY;

  private @Nullable DefaultMessage current;
  private int frame;
  private int frameOffset = -1;
  private long currentSize;

  public MessageEncoder(ByteBufAllocator allocator) {
    this(allocator, true, 0);
  }

  private MessageEncoder(ByteBufAllocator allocator, boolean framed, int overhead) {
    this.allocator = allocator;
    this.framed = framed;
    this.overhead = overhead;
  }

  /** Writes the bytes of a message and nothing else (ZMQ_STREAM). */
  public static MessageEncoder raw(ByteBufAllocator allocator) {
    return new MessageEncoder(allocator, false, 0);
  }

  /**
   * Encodes messages whose frames are sealed. Each frame goes as if it were a message, since the
   * MORE flag is inside of it.
   */
  public static MessageEncoder sealed(ByteBufAllocator allocator, int overhead) {
    return new MessageEncoder(allocator, true, overhead);
  }

  /** Counts a message as it was before its frames were sealed. */
  @Override
  public long encodedSize(DefaultMessage message) {
    if (!framed) {
      return message.byteSize();
    }
    long sum = 0;
    for (int i = 0; i < message.size(); i++) {
      long length = (long) message.length(i) + overhead;
      sum += (length > Framing.LONGEST_SHORT ? Framing.LONG_HEADER : Framing.SHORT_HEADER) + length;
    }
    return sum;
  }

  @Override
  public boolean start(DefaultMessage message) {
    if (framed && message.size() == 1) {
      byte[] only = message.array(0);
      int size = Framing.SHORT_HEADER + only.length;
      if (only.length <= Framing.LONGEST_SHORT && free() >= size) {
        int at = gather(size);
        gathered[at] = 0;
        gathered[at + 1] = (byte) only.length;
        System.arraycopy(only, 0, gathered, at + Framing.SHORT_HEADER, only.length);
        return true;
      }
    }
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
    while (frame < message.size()) {
      byte[] bytes = message.array(frame);
      if (buffer == null && bytes.length > CAPACITY) {
        limit = LARGE_CAPACITY;
      }
      if (frameOffset < 0
          && !writeHeader(bytes.length, overhead == 0 && frame + 1 < message.size())) {
        return false;
      }
      int n = Math.min(bytes.length - frameOffset, free());
      copy(bytes, frameOffset, n);
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
    return gatheredSize == 0 && buffer == null;
  }

  @Override
  public ByteBuf take() {
    ByteBuf taken = commit(gatheredSize);
    buffer = null;
    limit = CAPACITY;
    return taken;
  }

  @Override
  public void release() {
    gatheredSize = 0;
    current = null;
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  private int free() {
    return limit - gatheredSize - (buffer == null ? 0 : buffer.writerIndex());
  }

  private boolean writeHeader(int length, boolean more) {
    if (!framed) {
      frameOffset = 0;
      return true;
    }
    boolean isLong = length > Framing.LONGEST_SHORT;
    int size = isLong ? Framing.LONG_HEADER : Framing.SHORT_HEADER;
    if (free() < size) {
      return false;
    }
    int at = gather(size);
    int flags = more ? FrameFlags.MORE : 0;
    if (isLong) {
      gathered[at] = (byte) (flags | FrameFlags.LONG);
      // Java's arrays end below 2^31: the upper four of the eight bytes are 0.
      Arrays.fill(gathered, at + 1, at + 5, (byte) 0);
      gathered[at + 5] = (byte) (length >>> 24);
      gathered[at + 6] = (byte) (length >>> 16);
      gathered[at + 7] = (byte) (length >>> 8);
      gathered[at + 8] = (byte) length;
    } else {
      gathered[at] = (byte) flags;
      gathered[at + 1] = (byte) length;
    }
    frameOffset = 0;
    currentSize += size;
    return true;
  }

  private void copy(byte[] bytes, int offset, int n) {
    if (n < LARGE) {
      int at = gather(n);
      System.arraycopy(bytes, offset, gathered, at, n);
    } else {
      commit(limit).writeBytes(bytes, offset, n);
    }
  }

  // The array grows only as far as it is used: idle connections are many.
  private int gather(int more) {
    int at = gatheredSize;
    gatheredSize = at + more;
    if (gatheredSize > gathered.length) {
      int grown = Math.max(gatheredSize, Math.min(limit, gathered.length * 2));
      gathered = Arrays.copyOf(gathered, Math.max(LEAST_GATHERED, grown));
    }
    return at;
  }

  private ByteBuf commit(int capacity) {
    ByteBuf target = buffer;
    if (target == null) {
      target = allocator.directBuffer(capacity, limit);
      buffer = target;
    }
    target.writeBytes(gathered, 0, gatheredSize);
    gatheredSize = 0;
    return target;
  }
}
