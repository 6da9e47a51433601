package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;

/**
 * Decoder of ZMTP 2.0 and 3.x (RFC 15, RFC 23, RFC 37: framing).
 *
 * <p>Small frames are decoded from a heap array that the bytes are copied to in bulk, which is
 * several times faster than reading them one by one from a direct buffer; the payload of a large
 * frame goes straight from the buffer into its final array. No length from the wire is trusted: an
 * array that is kept is never larger than four times what has come of it and 1 KiB.
 */
public final class MessageDecoder implements Decoder {

  /**
   * Receiver of messages and commands. Each method returns whether to go on; if not, {@link
   * #decode} returns with the rest of the bytes unread.
   */
  public interface Sink {

    boolean message(DefaultMessage message);

    boolean command(Command command);

    /**
     * A command frame with an empty payload, which is malformed but for the one handshake in which
     * libzmq sends it.
     */
    default boolean nothing() {
      throw Command.empty();
    }
  }

  /** A frame of at least this many bytes is not worth copying twice. */
  private static final int LARGE = 2048;

  private static final int SCRATCH = 65_536;

  /** Enough for a header where a large frame is expected. */
  private static final int PEEK = 64;

  private static final FastThreadLocal<byte[]> SCRATCHES =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH];
        }
      };

  public static final int MAX_COMMAND = 65_536;

  private static final int LONG_HEADER = 9;
  private static final byte[] EMPTY = {};

  private final MessageAssembler assembler;
  private final int reserved;

  /** False in a handshake. */
  private boolean messagesDue = true;

  private boolean commandsHoldMessages;

  private boolean largeExpected;

  private final byte[] header = new byte[LONG_HEADER];
  private int headerFilled;

  private byte @Nullable [] payload;
  private int flags;
  private int length;
  private int filled;
  private boolean isBeginning;

  public MessageDecoder(long maxMessageSize, int maxFrames) {
    this(maxMessageSize, maxFrames, FrameFlags.RESERVED);
  }

  private MessageDecoder(long maxMessageSize, int maxFrames, int reserved) {
    this.assembler = new MessageAssembler(maxMessageSize, maxFrames, null);
    this.reserved = reserved;
  }

  /** ZMTP 2.0 (RFC 15) has the same frames but no commands. */
  public static MessageDecoder withoutCommands(long maxMessageSize, int maxFrames) {
    return new MessageDecoder(maxMessageSize, maxFrames, FrameFlags.RESERVED | FrameFlags.COMMAND);
  }

  /**
   * Decodes a handshake, which has commands alone. Until {@link #from} names the sender, any other
   * frame is refused by its header: a peer that has not introduced itself cannot make this side
   * keep a message.
   */
  public static MessageDecoder ofHandshake(long maxMessageSize, int maxFrames) {
    MessageDecoder decoder = new MessageDecoder(maxMessageSize, maxFrames);
    decoder.messagesDue = false;
    return decoder;
  }

  /** Names the sender of the messages from now on. */
  public void from(PeerMetadata sender) {
    assembler.from(sender);
    messagesDue = true;
  }

  /** From now on each command holds a frame of a message, sealed, and may be as long as one. */
  public void sealed() {
    commandsHoldMessages = true;
  }

  /** The first frame of each message is none of it, and has at most so many bytes. */
  public void prefixed(int most) {
    assembler.prefixed(most);
  }

  @Override
  public boolean decode(ByteBuf in, Sink sink) {
    boolean more = true;
    while (more && in.isReadable()) {
      if (isInLargeFrame()) {
        more = readPayload(in, sink);
      } else {
        int window = Math.min(in.readableBytes(), largeExpected ? PEEK : SCRATCH);
        byte[] bytes = borrow();
        in.getBytes(in.readerIndex(), bytes, 0, window);
        more = decodeScratch(in, bytes, window, sink);
        SCRATCHES.set(bytes);
      }
    }
    return more;
  }

  @Override
  public boolean isInLargeFrame() {
    return payload != null && length - filled >= LARGE;
  }

  // An idle connection owns no array; one that is decoding has the thread's.
  private static byte[] borrow() {
    byte[] bytes = SCRATCHES.get();
    SCRATCHES.remove();
    return bytes;
  }

  private boolean readPayload(ByteBuf in, Sink sink) {
    int n = Math.min(in.readableBytes(), length - filled);
    byte[] target = room(n);
    in.readBytes(target, filled, n);
    filled += n;
    return filled < length || frame(target, sink);
  }

  /** Decodes small frames, and the beginnings of large ones. */
  private boolean decodeScratch(ByteBuf in, byte[] bytes, int limit, Sink sink) {
    int position = 0;
    boolean more = true;
    while (more && position < limit) {
      if (payload == null && headerFilled == 0 && limit - position >= 2) {
        int size = bytes[position + 1] & 0xFF;
        int end = position + 2 + size;
        if (bytes[position] == 0 && end <= limit && assembler.begins(size)) {
          byte[] only = size == 0 ? EMPTY : Arrays.copyOfRange(bytes, position + 2, end);
          position = end;
          largeExpected = false;
          more = sink.message(assembler.only(only));
          continue;
        }
      }
      if (payload == null) {
        position = readHeader(bytes, position, limit);
        if (payload == null) {
          break;
        }
        largeExpected = length >= LARGE;
      }
      int n = Math.min(limit - position, length - filled);
      if (n < length - filled && length - filled >= LARGE) {
        break; // the rest goes straight from the buffer into the payload
      }
      byte[] target = room(n);
      System.arraycopy(bytes, position, target, filled, n);
      filled += n;
      position += n;
      if (filled == length) {
        more = frame(target, sink);
      }
    }
    in.skipBytes(position);
    return more;
  }

  private int readHeader(byte[] bytes, int from, int limit) {
    int position = from;
    while (position < limit) {
      header[headerFilled++] = bytes[position++];
      if (headerFilled == 1) {
        checkFlags(header[0]);
      } else if (headerFilled == ((header[0] & FrameFlags.LONG) == 0 ? 2 : LONG_HEADER)) {
        begin();
        break;
      }
    }
    return position;
  }

  private void checkFlags(byte flags) {
    if ((flags & reserved) != 0) {
      throw malformed("reserved flags are set: 0x" + Integer.toHexString(flags & 0xFF));
    }
    if ((flags & FrameFlags.COMMAND) != 0 && (flags & FrameFlags.MORE) != 0) {
      throw malformed("a command says that more frames follow");
    }
  }

  private void begin() {
    flags = header[0];
    headerFilled = 0;
    long announced = header[1] & 0xFF;
    if ((flags & FrameFlags.LONG) != 0) {
      for (int i = 2; i < LONG_HEADER; i++) {
        announced = (announced << 8) | (header[i] & 0xFF);
      }
    }
    checkSize(announced);
    length = (int) announced;
    filled = 0;
    payload = EMPTY;
  }

  private void checkSize(long announced) {
    if ((flags & FrameFlags.COMMAND) != 0 && !commandsHoldMessages) {
      if (announced < 0 || announced > MAX_COMMAND) {
        throw new ProtocolException(
            Rule.MALFORMED_COMMAND,
            "a command of "
                + Long.toUnsignedString(announced)
                + " bytes; at most "
                + MAX_COMMAND
                + " are accepted");
      }
      return;
    }
    if (!messagesDue) {
      throw new ProtocolException(
          Rule.UNEXPECTED_COMMAND, "a message came before the handshake was over");
    }
    assembler.check(announced);
  }

  private byte[] room(int more) {
    byte[] target = payload;
    if (target == null) {
      throw new IllegalStateException("no frame has begun");
    }
    int needed = filled + more;
    if (target.length < needed || (isBeginning && founded(needed) == length)) {
      target = larger(target, needed);
      payload = target;
    }
    return target;
  }

  /**
   * The final array, if enough has come for it. Before that the beginning of a frame goes into one
   * of the thread's, so that most frames leave no garbage.
   */
  private byte[] larger(byte[] target, int needed) {
    boolean begins = founded(needed) < length && needed <= Beginnings.MOST;
    byte[] larger = begins ? Beginnings.take(needed) : new byte[founded(needed)];
    System.arraycopy(target, 0, larger, 0, filled);
    if (isBeginning) {
      Beginnings.giveBack(target);
    }
    isBeginning = begins;
    return larger;
  }

  /** The largest array that the bytes that have come justify. */
  private int founded(int come) {
    return (int) Math.min(length, 4L * come + Beginnings.LEAST);
  }

  private boolean frame(byte[] complete, Sink sink) {
    payload = null;
    if ((flags & FrameFlags.COMMAND) != 0) {
      return complete.length == 0
          ? sink.nothing()
          : sink.command(Command.decode(Unpooled.wrappedBuffer(complete)));
    }
    DefaultMessage message = assembler.add(complete, (flags & FrameFlags.MORE) != 0);
    return message == null || sink.message(message);
  }

  private static ProtocolException malformed(String what) {
    return new ProtocolException(Rule.MALFORMED_FRAME, what);
  }
}
