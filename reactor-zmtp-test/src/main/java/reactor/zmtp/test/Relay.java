package reactor.zmtp.test;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.FaultyLink.Side;

/**
 * One direction of one connection: the handler of the channel that sends, and what it sent and the
 * other has not been given yet. It reads again only while it holds little, and gives only while the
 * other channel is writable, so that backpressure passes. Event loop only.
 */
final class Relay extends ChannelInboundHandlerAdapter {

  private static final int HELD_AT_MOST = 256 * 1024;

  /** What came, or null for the end of the direction, and when it is due at the other side. */
  private record Held(@Nullable ByteBuf bytes, long dueNanos) {}

  private final LinkedPair pair;
  private final Side side;
  private final Faults faults;
  private final Tally tally;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private int heldBytes;
  private long passed;
  private @Nullable Channel from;
  private @Nullable Channel to;
  private @Nullable ChannelPromise inputEnded;
  private boolean reading;
  private boolean discarding;
  private boolean endPassed;
  private boolean waiting;

  Relay(LinkedPair pair, Side side, Faults faults, Tally tally) {
    this.pair = pair;
    this.side = side;
    this.faults = faults;
    this.tally = tally;
  }

  void start(Channel sink) {
    to = sink;
    pump();
  }

  /** From now on, all that comes vanishes. */
  void discard() {
    discarding = true;
    dropHeld();
    read();
  }

  /** Completes when all that the side sent has been read. */
  ChannelPromise inputEnded() {
    return Objects.requireNonNull(inputEnded, "no channel yet");
  }

  boolean isOver() {
    return endPassed;
  }

  void dropHeld() {
    for (Held next = held.poll(); next != null; next = held.poll()) {
      vanish(next.bytes());
    }
    heldBytes = 0;
  }

  void pump() {
    if (to != null && !discarding && !endPassed) {
      pass(to);
    }
    read();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    from = ctx.channel();
    inputEnded = ctx.newPromise();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf bytes = (ByteBuf) msg;
    if (discarding) {
      vanish(bytes);
    } else {
      heldBytes += bytes.readableBytes();
      held.add(new Held(bytes, System.nanoTime() + faults.delayNanos()));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    pump();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pair.pump();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event != ChannelInputShutdownEvent.INSTANCE) {
      ReferenceCountUtil.release(event);
    } else if (inputEnded().trySuccess()) {
      if (!discarding) {
        held.add(new Held(null, System.nanoTime() + faults.delayNanos()));
        pump();
      }
    }
  }

  /** The channel was reset: so is the other, unless the network that would carry that is gone. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (discarding) {
      ctx.close();
    } else if (!faults.blackHole()) {
      pair.reset();
    }
  }

  private void pass(Channel sink) {
    boolean wrote = false;
    long limit = faults.truncateAt(); // once: healed in between, it would miss what has vanished
    while (passed < limit) {
      Held next = held.peek();
      if (next == null || !mayPass(next, sink)) {
        break;
      }
      held.remove();
      if (next.bytes() == null) {
        endPassed = true;
        Tcp.finish(sink);
        pair.ended();
        return;
      }
      heldBytes -= next.bytes().readableBytes();
      if (faults.blackHole()) {
        vanish(next.bytes());
      } else {
        write(next.bytes(), limit, sink);
        wrote = true;
      }
    }
    if (wrote) {
      sink.flush();
    }
    if (passed >= limit) {
      pair.cut();
    }
  }

  private boolean mayPass(Held next, Channel sink) {
    if (faults.blackHole()) {
      return next.bytes() != null;
    }
    if (faults.paused() || !sink.isWritable()) {
      return false;
    }
    long early = next.dueNanos() - System.nanoTime();
    if (early > 0) {
      waitFor(sink, early);
      return false;
    }
    return true;
  }

  private void write(ByteBuf bytes, long limit, Channel sink) {
    int length = (int) Math.min(bytes.readableBytes(), limit - passed);
    passed += length;
    tally.passed(side, length);
    if (length < bytes.readableBytes()) {
      tally.vanished(bytes.readableBytes() - length);
      bytes.writerIndex(bytes.readerIndex() + length);
    }
    sink.write(bytes);
  }

  private void waitFor(Channel sink, long nanos) {
    if (!waiting) {
      waiting = true;
      sink.eventLoop()
          .schedule(
              () -> {
                waiting = false;
                pump();
              },
              nanos,
              TimeUnit.NANOSECONDS);
    }
  }

  private void read() {
    if (!reading && from != null && from.isOpen() && !inputEnded().isDone() && mayRead()) {
      reading = true;
      from.read();
    }
  }

  private boolean mayRead() {
    return discarding || (to != null && !faults.paused() && heldBytes < HELD_AT_MOST);
  }

  private void vanish(@Nullable ByteBuf bytes) {
    if (bytes != null) {
      tally.vanished(bytes.readableBytes());
      bytes.release();
    }
  }
}
