package reactor.zmtp.socket;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.zmtp.loop.IoLoop;

/**
 * Life of a socket from its disposal on: it lingers until all that it took from publishers is
 * written, but not for ever, closes its connections, and is gone. Confined to the event loop but
 * for {@link #dispose} and what asks how far it is.
 */
final class SocketLifecycle {

  interface Parts {

    /** Accepts nothing new any more; called from any thread, before all else. */
    void refuse();

    /** Takes and receives nothing any more; what was taken is still sent. */
    void stop();

    /** Gives up what is left: nothing more is begun to be written. */
    void abandon();

    /** Closes everything; done when the last event of all connections was reported. */
    Future<Void> close();

    /** Reports that this was it. */
    void gone();
  }

  private enum State {
    OPEN,
    LINGERING,
    CLOSING,
    GONE
  }

  private final IoLoop loop;
  private final Duration linger;
  private final Parts parts;
  private final DisposeSignal gone = new DisposeSignal();

  private State state = State.OPEN;
  private volatile boolean disposed;
  private @Nullable Disposable lingering;

  /**
   * {@code linger} is how long it may take to send what was taken: zero: not at all; negative: for
   * ever.
   */
  SocketLifecycle(IoLoop loop, Duration linger, Parts parts) {
    this.loop = loop;
    this.linger = linger;
    this.parts = parts;
  }

  /** From any thread. */
  void dispose() {
    disposed = true;
    parts.refuse();
    loop.execute(this::linger);
  }

  private void linger() {
    if (state != State.OPEN) {
      return;
    }
    state = State.LINGERING;
    parts.stop();
    if (linger.isZero() || loop.isEnded()) {
      end();
    } else if (!linger.isNegative()) {
      lingering = loop.schedule(linger, this::end);
    }
  }

  /** All that was taken from publishers has been written. */
  void drained() {
    if (state == State.LINGERING) {
      end();
    }
  }

  private void end() {
    if (state != State.LINGERING) {
      return;
    }
    state = State.CLOSING;
    if (lingering != null) {
      lingering.dispose();
    }
    parts.abandon();
    if (loop.isEnded()) { // which has closed all channels
      gone();
    } else {
      parts.close().addListener(done -> gone());
    }
  }

  private void gone() {
    if (state != State.GONE) {
      state = State.GONE;
      parts.gone();
      loop.signal(gone::complete);
    }
  }

  /** The loop has ended before the socket: what was under way fails, and that was it. */
  void loopEnded() {
    disposed = true;
    parts.refuse();
    loop.execute(
        () -> {
          linger();
          end();
          gone();
        });
  }

  /** Whether it is about to close everything, or has done so. */
  boolean isClosing() {
    return state == State.CLOSING || state == State.GONE;
  }

  /** From any thread. */
  boolean isDisposed() {
    return disposed;
  }

  /** From any thread. */
  Mono<Void> onDispose() {
    return gone.asMono();
  }
}
