package reactor.zmtp.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.watch.Waiting;

/** Equipment of one test: a context and sockets, made when they are first asked for. */
final class Equipment {

  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration ANY_TIMER = Duration.ofDays(1);

  private final int ioThreads;
  private final @Nullable VirtualTimeScheduler virtualTime;
  private final List<ZmqSocket> given = new ArrayList<>();
  private @Nullable ZmqContext zmq;

  Equipment(ZmqTest settings) {
    this.ioThreads = settings.ioThreads();
    this.virtualTime = settings.virtualTime() ? VirtualTimeScheduler.create() : null;
  }

  static boolean has(Class<?> type, ZmqTest settings) {
    return type == ZmqContext.class
        || type == PushSocket.class
        || type == PullSocket.class
        || type == PairSocket.class
        || (type == VirtualTimeScheduler.class && settings.virtualTime());
  }

  Object get(Class<?> type) {
    if (type == PushSocket.class) {
      return open(context().push());
    }
    if (type == PullSocket.class) {
      return open(context().pull());
    }
    if (type == PairSocket.class) {
      return open(context().pair());
    }
    if (type == VirtualTimeScheduler.class && virtualTime != null) {
      return virtualTime;
    }
    return context();
  }

  /** Disposes of everything, and returns which sockets of the test's own it had to dispose of. */
  void putAway(Consumer<String> report) {
    if (zmq == null) {
      return;
    }
    ZmqContext context = zmq;
    Waiting.until(() -> leftOpen(context).isEmpty(), MOMENT);
    for (ZmqSocket socket : leftOpen(context)) {
      report.accept("a socket that is not disposed of: " + socket);
    }
    if (!isGone(context)) {
      report.accept("a context that is not gone " + PATIENCE + " after it was disposed of");
    }
    if (virtualTime != null) {
      virtualTime.dispose();
    }
  }

  private List<ZmqSocket> leftOpen(ZmqContext context) {
    return context.sockets().stream()
        .filter(socket -> !given.contains(socket) && !socket.isDisposed())
        .toList();
  }

  private ZmqContext context() {
    if (zmq == null) {
      ZmqContext.Builder settings = ZmqContext.builder().ioThreads(ioThreads);
      zmq = (virtualTime == null ? settings : settings.timer(virtualTime)).build();
    }
    return zmq;
  }

  private <T extends ZmqSocket> T open(SocketSpec<?, T> spec) {
    T socket =
        Objects.requireNonNull(spec.bind(ANYWHERE).linger(Duration.ZERO).open().block(PATIENCE));
    given.add(socket);
    return socket;
  }

  /**
   * Disposes of the context; in virtual time, the timers that sockets then wait for must be made to
   * pass.
   */
  private boolean isGone(ZmqContext context) {
    context.dispose();
    Mono<Void> gone = context.onDispose();
    if (virtualTime == null) {
      return isDone(gone, PATIENCE);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isDone(gone, MOMENT)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      virtualTime.advanceTimeBy(ANY_TIMER);
    }
    return true;
  }

  private static boolean isDone(Mono<Void> done, Duration patience) {
    try {
      done.block(patience);
      return true;
    } catch (IllegalStateException e) {
      if (Exceptions.unwrap(e).getCause() instanceof TimeoutException) {
        return false;
      }
      throw e;
    }
  }
}
