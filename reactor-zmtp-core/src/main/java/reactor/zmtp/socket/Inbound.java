package reactor.zmtp.socket;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DisposedException;
import reactor.zmtp.SocketType;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.pattern.FairQueue;
import reactor.zmtp.pipe.Pipe;

/**
 * The receiving half of a socket: the one subscriber there may be, and its demand. A message that
 * comes while nothing is queued and somebody wants it goes straight to the subscriber; else it
 * waits in its pipe. Confined to the event loop but for {@code subscribe}, {@code request} and
 * {@code cancel}.
 */
final class Inbound<T> extends Flux<T> implements Intake, Scannable {

  /** What a message is to the application. */
  interface Shape<T> {

    /** The message as it is delivered. */
    T of(Pipe pipe, DefaultMessage message);
  }

  private final IoLoop loop;
  private final SocketType type;
  private final Shape<T> shape;
  private final FairQueue queue = new FairQueue();
  private final AtomicReference<@Nullable Object> current = new AtomicReference<>();

  private Object owner;
  private @Nullable Observer observer;
  private Runnable onUnboundedDemand = () -> {};
  private @Nullable Receiver active;
  private boolean emitting;
  private volatile boolean refusing;
  private boolean closed;
  private long received;
  private long waiting;
  private long mostWaiting;

  /** What makes one on a loop; for a socket that does not receive, nothing. */
  static <T> Function<IoLoop, @Nullable Inbound<T>> shaped(
      SocketType type, @Nullable Shape<T> shape) {
    return loop -> shape == null ? null : new Inbound<>(loop, type, shape);
  }

  Inbound(IoLoop loop, SocketType type, Shape<T> shape) {
    this.loop = loop;
    this.type = type;
    this.shape = shape;
    this.owner = type;
  }

  @Override
  public Inbound<T> inbound() {
    return this;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    Receiver receiver =
        new Receiver(observer == null ? actual : new ObservedSubscriber<>(actual, observer));
    if (refusing) {
      Operators.error(
          actual,
          new DisposedException("cannot receive: this " + type + " socket was disposed of"));
    } else if (current.compareAndSet(null, receiver)) {
      receiver.begin();
    } else {
      Operators.error(actual, new AlreadyReceivingException(type));
    }
  }

  /**
   * Takes no subscriber any more, since what comes goes elsewhere; false if there is one. From any
   * thread.
   */
  boolean leave() {
    return current.compareAndSet(null, this) || current.get() == this;
  }

  /** Gives away what waits. */
  void handOver(Consumer<Pipe> heir) {
    for (Pipe pipe = queue.next(); pipe != null; pipe = queue.next()) {
      heir.accept(pipe);
    }
    waiting = 0;
  }

  /** The socket, for whoever reads of this, and who follows its messages, if anybody does. */
  void of(Object socket, @Nullable Observer follower) {
    owner = socket;
    observer = follower;
  }

  /** What a chain of operators begins with, where Reactor lists its steps. */
  @Override
  public String stepName() {
    return toString();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.NAME) {
      return toString();
    }
    if (key == Attr.RUN_STYLE) {
      return Attr.RunStyle.ASYNC;
    }
    if (key == Attr.PREFETCH) {
      return 0;
    }
    return key == Attr.BUFFERED ? (int) Math.min(waiting, Integer.MAX_VALUE) : null;
  }

  @Override
  public String toString() {
    return "receive() of " + owner;
  }

  /** What is done when a subscriber requests without end. */
  void onUnboundedDemand(Runnable action) {
    onUnboundedDemand = action;
  }

  private void activate(Receiver receiver) {
    if (closed) {
      receiver.complete();
    } else if (!receiver.cancelled) {
      active = receiver;
      demanded();
    }
  }

  private void demanded() {
    drain();
    Receiver receiver = active;
    if (receiver != null && receiver.isUnboundedNow()) {
      onUnboundedDemand.run();
    }
  }

  @Override
  public boolean deliver(Pipe pipe, DefaultMessage message) {
    assert loop.inLoop();
    Receiver receiver = active;
    if (receiver == null || emitting || !queue.isEmpty() || !receiver.mayTake()) {
      return false;
    }
    emitting = true;
    try {
      receiver.spend();
      receiver.take(shape.of(pipe, message));
    } finally {
      emitting = false;
    }
    return true;
  }

  @Override
  public void queued(Pipe pipe) {
    waiting++;
    mostWaiting = Math.max(mostWaiting, waiting);
    if (pipe.queued() == 1) {
      queue.add(pipe);
      drain();
    }
  }

  private void drain() {
    if (emitting) {
      return; // the one who emits looks again
    }
    emitting = true;
    try {
      Receiver receiver = active;
      while (receiver != null && !queue.isEmpty() && receiver.mayTake()) {
        drain(receiver, queue.next());
        receiver = active;
      }
    } finally {
      emitting = false;
    }
  }

  private void drain(Receiver receiver, @Nullable Pipe pipe) {
    if (pipe == null || pipe.queued() == 0) {
      return;
    }
    receiver.spend(); // before the pipe grants its peer what is requested by now
    DefaultMessage next = pipe.poll();
    if (pipe.queued() > 0) {
      queue.add(pipe);
    }
    if (next != null) {
      waiting--;
      receiver.take(shape.of(pipe, next));
    }
  }

  @Override
  public boolean isIdle() {
    return waiting == 0;
  }

  /** Whether somebody receives, be it slowly. */
  boolean isWanted() {
    return active != null;
  }

  @Override
  public long demand() {
    Receiver receiver = active;
    return receiver == null || refusing ? 0 : receiver.demand();
  }

  @Override
  public void refuse() {
    refusing = true;
  }

  @Override
  public void close() {
    closed = true;
    Receiver receiver = active;
    active = null;
    if (receiver != null) {
      receiver.complete();
    }
  }

  @Override
  public long abandon() {
    waiting = 0;
    return queue.discard();
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public long waiting() {
    return waiting;
  }

  @Override
  public long mostWaiting() {
    return mostWaiting;
  }

  /** One subscription. */
  private final class Receiver extends Demand implements Subscription, Scannable {

    private final CoreSubscriber<? super T> actual;

    private volatile boolean cancelled;

    private boolean unbounded;

    Receiver(CoreSubscriber<? super T> actual) {
      this.actual = actual;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
      if (key == Attr.PARENT) {
        return Inbound.this;
      }
      if (key == Attr.ACTUAL) {
        return actual;
      }
      if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
        return demand();
      }
      if (key == Attr.RUN_STYLE) {
        return Attr.RunStyle.ASYNC;
      }
      return key == Attr.CANCELLED ? cancelled : null;
    }

    /** On the subscriber's thread; one who throws here has cancelled. */
    void begin() {
      try {
        actual.onSubscribe(this);
      } catch (Throwable t) {
        cancel();
        throw t;
      }
      loop.execute(() -> activate(this));
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        loop.execute(() -> refuse(n));
        return;
      }
      add(n);
      if (loop.inLoop()) {
        demanded();
      } else if (wakes()) {
        loop.execute(this::wake);
      }
    }

    private void refuse(long n) {
      if (!cancelled) {
        fail(
            new IllegalArgumentException("request(" + n + "): demand must be positive (rule 3.9)"));
      }
    }

    private void fail(Throwable why) {
      cancel();
      loop.signal(() -> actual.onError(why));
    }

    private void wake() {
      looks();
      demanded();
    }

    @Override
    public void cancel() {
      cancelled = true;
      current.compareAndSet(this, null);
      loop.execute(this::release);
    }

    private void release() {
      if (active == this) {
        active = null;
      }
    }

    long demand() {
      return cancelled ? 0 : unspent();
    }

    /** Whether demand has come to be without end, told once. */
    boolean isUnboundedNow() {
      boolean now = !unbounded && demand() == Long.MAX_VALUE;
      unbounded |= now;
      return now;
    }

    boolean mayTake() {
      return !cancelled && !refusing && !isSpent(); // nothing more after dispose() has returned
    }

    void take(T message) {
      received++;
      try {
        actual.onNext(message);
      } catch (Throwable t) { // a subscriber's fault ends its subscription, not the loop
        fail(t);
      }
    }

    void complete() {
      current.compareAndSet(this, null);
      loop.signal(
          () -> {
            if (!cancelled) {
              cancelled = true;
              actual.onComplete();
            }
          });
    }
  }
}
