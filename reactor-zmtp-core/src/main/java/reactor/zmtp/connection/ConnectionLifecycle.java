package reactor.zmtp.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.pipe.Pipe;

/**
 * End of a connection: this side closes it, the peer does, or it fails. The end is reported once,
 * with what was the first cause; what was read before can outlast it.
 */
final class ConnectionLifecycle {

  /** One after another, if not each; none comes again. */
  private enum State {
    OPEN,
    /** The message that ends raw TCP was sent, and is due when what was sent before is written. */
    ENDING,
    /** This side closes the channel. */
    CLOSING,
    /** The peer has hung up and its end was reported; something of it is still to be read. */
    DEPARTED,
    /** The channel is closed; something that was read may still have to be decoded. */
    OVER,
    /** Nothing is left to decode. */
    ENDED
  }

  private final ChannelHandlerContext ctx;
  private final PeerChannel peerChannel;
  private final WireFormat format;
  private final Reader reader;
  private final Writer writer;
  private final Heartbeat heartbeat;
  private final GracefulClose gracefulClose;

  @SuppressWarnings("NullAway.Init") // set by start, before any end
  private Pipe pipe;

  private State state = State.OPEN;

  /** The peer has ended its side; what it sent before can be read all the same. */
  private boolean hungUp;

  private DisconnectReason reason = DisconnectReason.PEER_CLOSED;
  private @Nullable Throwable cause;

  ConnectionLifecycle(
      ChannelHandlerContext ctx,
      PeerChannel peerChannel,
      WireFormat format,
      Reader reader,
      Writer writer,
      Heartbeat heartbeat,
      GracefulClose gracefulClose) {
    this.ctx = ctx;
    this.peerChannel = peerChannel;
    this.format = format;
    this.reader = reader;
    this.writer = writer;
    this.heartbeat = heartbeat;
    this.gracefulClose = gracefulClose;
  }

  void start(Pipe pipe) {
    this.pipe = pipe;
  }

  /** Whether messages can be sent: none is after the one that ends raw TCP. */
  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isClosing() {
    return state.compareTo(State.CLOSING) >= 0;
  }

  // This side closes.

  /** The message that ends raw TCP was sent. */
  void endWhenWritten() {
    state = State.ENDING;
  }

  /** Some messages may have been written. */
  void flushed() {
    if (state == State.ENDING && !writer.isBlocked()) {
      state = State.CLOSING;
      pipe.written(1); // the message that says so is the last, and dealt with by that
      endOurSide();
    }
  }

  void close() {
    if (isClosing()) {
      return;
    }
    writer.flush();
    flushed();
    if (state != State.CLOSING) { // which it is by now if the last message had to wait
      becomeClosing();
      endOurSide();
    }
  }

  private void becomeClosing() {
    if (!isClosing()) {
      state = State.CLOSING;
    }
  }

  private void endOurSide() {
    reason = DisconnectReason.CLOSED;
    discardUnread();
    if (writer.wroteMessages() && !writer.isBlocked() && gracefulClose.isPossible()) {
      gracefulClose.begin(pipe.inFlight() > 0);
    } else {
      closeChannel();
    }
  }

  /** At once if nothing more can be written: TLS would wait for a chance to say goodbye. */
  private void closeChannel() {
    ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
    if (tls != null && writer.isBlocked()) {
      tls.close();
    } else {
      ctx.close();
    }
  }

  // It fails.

  void fail(DisconnectReason kind, Throwable why) {
    if (cause == null && !isClosing()) {
      reason = kind;
      cause = why;
    }
    discardUnread();
    becomeClosing();
    Carrier.failing(ctx, why);
    closeChannel();
  }

  /** The channel fails, and is closed for it; what was read before is decoded all the same. */
  void breakOff(Throwable why) {
    reason = DisconnectReason.FAILED;
    cause = cause == null ? why : cause;
    closeChannel();
  }

  // The peer ends.

  /** The peer has hung up, or a write has failed. */
  void hungUp() {
    hungUp = true;
    departIfUnread();
  }

  /**
   * To a peer that has ended its side, and has to wait until it is read, nothing can be written.
   */
  void departIfUnread() {
    if (hungUp && reader.isPaused() && state.compareTo(State.DEPARTED) < 0) {
      state = State.DEPARTED;
      lose();
      reportEnd();
    }
  }

  /** The channel is closed, whichever side did it. */
  void inactive() {
    if (state.compareTo(State.OVER) >= 0) {
      return;
    }
    boolean departed = state == State.DEPARTED;
    state = State.OVER;
    if (!departed) {
      lose();
    }
    if (!reader.isWaiting()) {
      caughtUp();
    }
    if (!departed) {
      reportEnd();
    }
  }

  /** Nothing can be written any more. */
  private void lose() {
    heartbeat.stop();
    gracefulClose.end();
    reader.stopPolling();
    writer.release();
    pipe.lost(cause);
  }

  private void reportEnd() {
    peerChannel.disconnected(reason, cause);
  }

  // What was read before.

  /** All that was read has been decoded. */
  void caughtUp() {
    if (state == State.OVER) {
      state = State.ENDED;
      format.forget();
      pipe.ended();
    }
  }

  void discardUnread() {
    reader.discard();
    if (state.compareTo(State.OVER) >= 0) {
      format.forget();
    } else if (state == State.DEPARTED) {
      closeChannel();
    }
  }
}
