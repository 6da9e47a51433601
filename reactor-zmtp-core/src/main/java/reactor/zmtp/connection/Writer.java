package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Encoder;
import reactor.zmtp.wire.Frame;
import reactor.zmtp.wire.Framing;

/**
 * The writing half of a connection. Messages are gathered in a buffer that is written when it is
 * full or flushed; commands go between. One write is under way at a time, so that it is always
 * known which messages the operating system has taken whole.
 */
final class Writer implements ChannelFutureListener {

  /** A peer that asks for more signs of life than it reads gets no more than these. */
  private static final int MOST_COMMANDS = 16;

  /** What is announced in one write, give or take a frame: there can be a million topics. */
  private static final int MOST_ANNOUNCED = 65_536;

  private final ChannelHandlerContext ctx;
  private final Encoder encoder;
  private final Framing framing;
  private final @Nullable FrameBox frameBox;
  private final boolean traced;
  private final ArrayDeque<Command> commands = new ArrayDeque<>(1);
  private final ArrayDeque<Frame> announcements = new ArrayDeque<>(1);

  /** The newest, which says all that those before it did. */
  private @Nullable Command grant;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is written
  private Pipe pipe;

  private int encodedMessages;
  private boolean wroteMessages;

  /** Until the start, while a write is under way, and for good when one has failed. */
  private boolean blocked = true;

  // The write under way: what it finishes, and what of the oldest unwritten message went before it.
  private final PendingWrite current;
  private int writingMessages;
  private boolean writingCommands;
  private long writtenOfFirst;

  /** With a box that protects all frames, or null; each message with its trace context, or not. */
  Writer(
      ChannelHandlerContext ctx,
      Encoder encoder,
      Framing framing,
      @Nullable FrameBox frameBox,
      boolean traced) {
    this.ctx = ctx;
    this.encoder = encoder;
    this.framing = framing;
    this.frameBox = frameBox;
    this.traced = traced;
    this.current = new PendingWrite(ctx);
  }

  /** What is written is the pipe's, and goes over the channel as it is or in other records. */
  void start(Pipe pipe, boolean inRecords) {
    this.pipe = pipe;
    if (inRecords) {
      current.countRecords();
    }
    blocked = false;
  }

  /** Whether the channel takes no more now. */
  boolean isBlocked() {
    return blocked || encoder.isUnfinished();
  }

  /** Whether a message was ever written. */
  boolean wroteMessages() {
    return wroteMessages;
  }

  /** Encodes a message, and writes if the buffer is full; only while not blocked. */
  void write(DefaultMessage message) {
    try {
      DefaultMessage whole = framed(message);
      encode(frameBox == null ? whole : seal(frameBox, whole));
    } catch (Throwable e) {
      cannotWrite(e);
    }
  }

  /** As it goes over the wire, but for being protected. */
  private DefaultMessage framed(DefaultMessage message) {
    return traced ? TraceFormat.framed(message) : message;
  }

  private void encode(DefaultMessage message) {
    if (encoder.start(message)) {
      encodedMessages++;
    } else {
      writeUnfinished();
    }
  }

  /** A box would be out of step now. What is unwritten can go to another peer. */
  private void cannotWrite(Throwable why) {
    blocked = true;
    ctx.pipeline().fireExceptionCaught(why);
  }

  private static DefaultMessage seal(FrameBox box, DefaultMessage message) {
    int last = message.size() - 1;
    if (last == 0) {
      return new DefaultMessage(seal(box, 0, message.array(0)));
    }
    byte[][] sealed = new byte[last + 1][];
    for (int i = 0; i <= last; i++) {
      sealed[i] = seal(box, i < last ? FrameBox.MORE : 0, message.array(i));
    }
    return DefaultMessage.of(sealed);
  }

  private static byte[] seal(FrameBox box, int flags, byte[] bytes) {
    return box.seal(flags, bytes, 0, bytes.length);
  }

  /** Writes full buffers until the message is whole or the channel takes no more. */
  private void writeUnfinished() {
    do {
      writeEncoded();
    } while (!blocked && !encoder.resume());
    if (!blocked) {
      encodedMessages++;
    }
  }

  /** Says something to the peer, between messages, with the next flush. */
  void send(Command command) {
    if (commands.size() == MOST_COMMANDS) {
      flush();
    }
    if (commands.size() < MOST_COMMANDS) {
      commands.add(command);
    }
  }

  /** Tells the peer how much it may send, between messages, with the next flush. */
  void grant(Command credit) {
    grant = credit;
  }

  /** Tells the peer what is wanted, between messages, with the next flush. */
  void announce(Frame frame) {
    announcements.add(frame);
  }

  /** Writes what is to be said, if there is anything. */
  void flushCommands() {
    if (!commands.isEmpty() || grant != null) {
      flush();
    }
  }

  /** Writes what was encoded. */
  void flush() {
    if (!blocked && !encoder.isEmpty()) {
      writeEncoded();
    }
    while (!isBlocked() && hasCommands()) {
      writeCommands();
    }
  }

  private boolean hasCommands() {
    return grant != null || !commands.isEmpty() || !announcements.isEmpty();
  }

  private void writeEncoded() {
    writingMessages = encodedMessages;
    writingCommands = false;
    encodedMessages = 0;
    wroteMessages = true;
    write(encoder.take());
  }

  private void writeCommands() {
    ByteBuf out = ctx.alloc().buffer();
    try {
      if (grant != null) {
        writeFrame(Frame.of(grant), out);
        grant = null;
      }
      while (!commands.isEmpty()) {
        writeFrame(Frame.of(commands.remove()), out);
      }
      while (!announcements.isEmpty() && out.readableBytes() < MOST_ANNOUNCED) {
        writeFrame(announcements.remove(), out);
      }
    } catch (Throwable e) {
      out.release();
      cannotWrite(e);
      return;
    }
    writingMessages = 0;
    writingCommands = true;
    write(out);
  }

  /** It is protected only now, since the order of boxes counts. */
  private void writeFrame(Frame frame, ByteBuf out) {
    out.writeBytes((frameBox == null ? frame : seal(frameBox, frame)).bytes(framing));
  }

  private static Frame seal(FrameBox box, Frame frame) {
    return Frame.ofMessage(seal(box, frame.isCommand() ? FrameBox.COMMAND : 0, frame.payload()));
  }

  private void write(ByteBuf out) {
    blocked = true;
    pipe.countSent(out.readableBytes());
    ChannelFuture written = current.begin(out);
    if (written.isDone()) {
      finished(written.isSuccess());
    } else {
      written.addListener(this);
    }
  }

  /** A write that did not finish at once has finished: goes on with what had to wait for it. */
  @Override
  public void operationComplete(ChannelFuture write) {
    finished(write.isSuccess());
    if (!blocked && encoder.isUnfinished()) {
      if (encoder.resume()) {
        encodedMessages++;
      } else {
        writeUnfinished();
      }
    }
    flush();
    if (!isBlocked()) {
      pipe.unblocked();
    }
  }

  private void finished(boolean success) {
    if (!current.isUnderWay()) {
      return;
    }
    if (success) {
      blocked = false;
      if (!writingCommands) {
        writtenOfFirst = encoder.unfinishedBytes();
      }
      current.end();
      pipe.written(writingMessages);
    } else { // and blocked for ever: the channel is closed or about to be
      writtenOfFirst += writingCommands ? 0 : current.bytesWritten();
      current.end();
      countWrittenBeforeFailure();
    }
  }

  /**
   * Whole messages that the operating system had taken are written; what is left can go to another
   * peer, unduplicated.
   */
  private void countWrittenBeforeFailure() {
    DefaultMessage first = pipe.firstUnwritten();
    while (first != null && encoder.encodedSize(framed(first)) <= writtenOfFirst) {
      writtenOfFirst -= encoder.encodedSize(framed(first));
      pipe.written(1);
      first = pipe.firstUnwritten();
    }
    if (first != null && writtenOfFirst > 0) {
      pipe.cutShort();
    }
  }

  /** The channel is closed: nothing is written any more. */
  void release() {
    blocked = true;
    finished(false);
    encoder.release();
  }
}
