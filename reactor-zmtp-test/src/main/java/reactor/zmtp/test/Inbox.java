package reactor.zmtp.test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Bytes that a peer has received. It reads from the network only while a step waits for bytes that
 * have not come: a peer without such a step is one that does not read. Event loop only.
 */
final class Inbox extends ChannelInboundHandlerAdapter {

  private static final int SHOWN = 64;

  /** Reactor's own key of a hook that holds for one subscription. */
  private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

  /** A step that waits. */
  private final class Waiting<T> {
    private final String what;
    private final Parser<T> parser;
    private final MonoSink<T> sink;

    Waiting(String what, Parser<T> parser, MonoSink<T> sink) {
      this.what = what;
      this.parser = parser;
      this.sink = sink;
    }

    boolean attempt() {
      try {
        T parsed = parser.parse(unread);
        if (parsed != null) {
          waiting = null;
          sink.success(parsed);
          return true;
        }
        return false;
      } catch (AssertionError wrong) {
        fail(wrong.getMessage());
        return true;
      }
    }

    void fail(@Nullable String reason) {
      waiting = null;
      sink.error(new AssertionError("expected " + what + ", but " + reason + "; " + describe()));
    }
  }

  private final ByteBuf unread = Unpooled.buffer();
  private @Nullable ChannelHandlerContext context;
  private @Nullable ChannelPromise inputEnded;
  private @Nullable Waiting<?> waiting;
  private @Nullable MonoSink<String> end;
  private @Nullable String ended;
  private boolean discarding;
  private boolean reading;

  /**
   * What the parser makes of the next bytes; an {@link AssertionError} for others, and for the end.
   */
  <T> Mono<T> read(String what, Parser<T> parser) {
    return whileWanted(
        Mono.create(
            sink -> context().executor().execute(() -> begin(new Waiting<>(what, parser, sink)))));
  }

  /**
   * How the other side closed: FIN or RST. Bytes that come before are dropped, or an {@link
   * AssertionError}.
   */
  Mono<String> end(boolean discard) {
    return whileWanted(
        Mono.create(sink -> context().executor().execute(() -> awaitEnd(sink, discard))));
  }

  /** An error that meets a cancel is nobody's. */
  private static <T> Mono<T> whileWanted(Mono<T> step) {
    Consumer<Throwable> ignored = error -> {};
    return step.contextWrite(context -> context.put(ON_ERROR_DROPPED, ignored));
  }

  boolean hasEnded() {
    return ended != null;
  }

  /** Completes when all that the other side sent has been read. */
  ChannelPromise inputEnded() {
    return Objects.requireNonNull(inputEnded, "not connected yet");
  }

  /** Drops what has come and reads and drops what comes. */
  void discard() {
    discarding = true;
    unread.clear();
    more();
  }

  String describe() {
    int count = unread.readableBytes();
    if (count == 0) {
      return "nothing unread";
    }
    String hex = ByteBufUtil.hexDump(unread, unread.readerIndex(), Math.min(count, SHOWN));
    return count + " bytes unread: " + hex + (count > SHOWN ? "..." : "");
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    inputEnded = ctx.newPromise();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf bytes = (ByteBuf) msg;
    if (!discarding) {
      unread.discardSomeReadBytes().writeBytes(bytes);
    }
    bytes.release();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    more();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      ended("closed");
    } else {
      ReferenceCountUtil.release(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ended("reset");
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended("closed on this side");
    ctx.fireChannelInactive();
  }

  private void begin(Waiting<?> step) {
    if (waiting != null || end != null) {
      step.sink.error(new IllegalStateException("another step of this peer is waiting for bytes"));
      return;
    }
    waiting = step;
    step.sink.onDispose(() -> onLoop(() -> forget(step)));
    more();
  }

  private void awaitEnd(MonoSink<String> sink, boolean discard) {
    if (waiting != null || end != null) {
      sink.error(new IllegalStateException("another step of this peer is waiting for bytes"));
      return;
    }
    if (discard) {
      discarding = true;
      unread.clear();
    }
    end = sink;
    sink.onDispose(() -> onLoop(() -> forget(sink)));
    more();
  }

  /**
   * At once if it can be: a step that was cancelled before it began must be forgotten before the
   * next begins.
   */
  private void onLoop(Runnable task) {
    if (context().executor().inEventLoop()) {
      task.run();
    } else {
      context().executor().execute(task);
    }
  }

  private void forget(Object step) {
    if (waiting == step) {
      waiting = null;
    }
    if (end == step) {
      end = null;
    }
  }

  private void more() {
    Waiting<?> step = waiting;
    if (end != null && unread.isReadable()) {
      MonoSink<String> sink = end;
      end = null;
      sink.error(
          new AssertionError("expected the connection to close, but bytes came; " + describe()));
    }
    boolean wanted = discarding || end != null || (step != null && !step.attempt());
    if (ended != null) {
      tellEnd(ended);
    } else if (wanted && !reading && context != null) {
      reading = true;
      context.read();
    }
  }

  private void ended(String how) {
    if (ended == null) {
      ended = how;
      inputEnded().trySuccess();
      more();
    }
  }

  private void tellEnd(String how) {
    if (waiting != null) {
      waiting.fail("the connection was " + how);
    }
    if (end != null) {
      MonoSink<String> sink = end;
      end = null;
      sink.success(how);
    }
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not connected yet");
  }
}
