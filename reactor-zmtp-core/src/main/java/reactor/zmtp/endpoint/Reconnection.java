package reactor.zmtp.endpoint;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Attempts of one endpoint to connect, with growing pauses between them, until it is given up or
 * closed.
 */
public final class Reconnection {

  /** A connection that was lost sooner counts as a failed attempt: its peer may refuse us later. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final IoLoop loop;
  private final Options options;
  private final PeerRegistry peers;
  private final String requested;
  private final Runnable attempt;
  private final Backoff backoff;

  private Consumer<@Nullable Throwable> whenAbandoned = cause -> {};
  private @Nullable Disposable pause;
  private long since;
  private boolean closed;

  public Reconnection(TransportContext socket, String requested, Runnable attempt) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.peers = socket.peers();
    this.requested = requested;
    this.attempt = attempt;
    this.backoff =
        new Backoff(
            options.get(Option.RECONNECT_INTERVAL),
            options.get(Option.RECONNECT_INTERVAL_MAX),
            ThreadLocalRandom.current());
  }

  /** Makes the first attempt; {@code abandoned} is told why there will be no further one. */
  public void begin(Consumer<@Nullable Throwable> abandoned) {
    whenAbandoned = abandoned;
    attempt();
  }

  private void attempt() {
    pause = null;
    if (!closed && !loop.isEnding()) {
      peers.event(new SocketEvent.ConnectDelayed(requested));
      attempt.run();
    }
  }

  /** There is a connection. */
  public void succeeded() {
    since = loop.nanoTime();
  }

  /** The connection was lost. */
  public void lost(@Nullable Throwable cause) {
    if (loop.nanoTime() - since >= SETTLED.toNanos()) {
      backoff.reset();
    }
    again(cause, ReconnectStop.AFTER_DISCONNECT);
  }

  /** An attempt has failed, in a way that the application may have said ends it. */
  public void again(@Nullable Throwable cause, @Nullable ReconnectStop failure) {
    if (closed) {
      return;
    }
    boolean stop = failure != null && options.get(Option.RECONNECT_STOP).contains(failure);
    if (stop || !backoff.mayRetry()) {
      abandon(cause);
      return;
    }
    Duration delay = backoff.nextDelay();
    pause = loop.schedule(delay, this::attempt);
    peers.event(new SocketEvent.ConnectRetried(requested, delay, cause));
  }

  /** Makes no further attempt. */
  public void abandon(@Nullable Throwable cause) {
    if (!closed) {
      whenAbandoned.accept(cause);
    }
  }

  /** The endpoint is closed. */
  public void close() {
    closed = true;
    if (pause != null) {
      pause.dispose();
    }
  }

  public boolean isClosed() {
    return closed;
  }
}
