package reactor.zmtp.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.TopicOverflowException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;

/**
 * One who subscribes to a topic that is shared: what waits for it, and what becomes of that when it
 * is slow. Confined to the event loop but for {@code request} and {@code cancel}.
 */
final class TopicSubscriber implements Subscription, Scannable {

  private static final AtomicLongFieldUpdater<TopicSubscriber> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(TopicSubscriber.class, "requested");
  private static final AtomicIntegerFieldUpdater<TopicSubscriber> WOKEN =
      AtomicIntegerFieldUpdater.newUpdater(TopicSubscriber.class, "woken");

  /** What waits, in order. */
  private interface Buffer {

    int size();

    /** Adds a message; returns how many have been dropped for it. */
    int add(DefaultMessage message);

    @Nullable DefaultMessage poll();
  }

  private final TopicFlux source;
  private final TopicHub hub;
  private final IoLoop loop;
  private final byte[] topic;
  private final TopicOverflow overflow;
  private final int bound;
  private final CoreSubscriber<? super ZmqMessage> actual;
  private final Buffer buffer;

  @SuppressWarnings("UnusedVariable") // through REQUESTED
  private volatile long requested;

  @SuppressWarnings("UnusedVariable") // through WOKEN
  private volatile int woken;

  private volatile boolean cancelled;
  private boolean emitting;
  private boolean ending;
  private @Nullable Throwable failure;

  TopicSubscriber(
      TopicFlux source,
      TopicHub hub,
      IoLoop loop,
      byte[] topic,
      TopicOverflow overflow,
      int bound,
      CoreSubscriber<? super ZmqMessage> actual) {
    this.source = source;
    this.hub = hub;
    this.loop = loop;
    this.topic = topic;
    this.overflow = overflow;
    this.bound = bound;
    this.actual = actual;
    this.buffer = overflow == TopicOverflow.LATEST ? new Latest() : new InOrder();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return source;
    }
    if (key == Attr.ACTUAL) {
      return actual;
    }
    if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
      return requested;
    }
    if (key == Attr.CAPACITY) {
      return bound;
    }
    if (key == Attr.BUFFERED) {
      return buffer.size();
    }
    if (key == Attr.CANCELLED) {
      return cancelled && !ending;
    }
    if (key == Attr.TERMINATED) {
      return cancelled && ending;
    }
    if (key == Attr.ERROR) {
      return failure;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  byte[] topic() {
    return topic;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** On the subscriber's thread; one who throws here has cancelled. */
  void begin() {
    try {
      actual.onSubscribe(this);
    } catch (Throwable t) {
      cancel();
      throw t;
    }
  }

  /** Whether a message may come. */
  boolean hasRoom() {
    return cancelled || overflow != TopicOverflow.WAIT || buffer.size() < bound || requested > 0;
  }

  /** Gives it a message; returns how many were dropped because it is slow. */
  int take(DefaultMessage message) {
    if (cancelled || ending) {
      return 0;
    }
    if (overflow == TopicOverflow.ERROR && buffer.size() >= bound && requested == 0) {
      fail(new TopicOverflowException(new String(topic, StandardCharsets.UTF_8), buffer.size()));
      return 1;
    }
    int dropped = buffer.add(message);
    drain();
    return dropped;
  }

  private void drain() {
    if (emitting) {
      return; // the one who emits looks again
    }
    emitting = true;
    try {
      while (!cancelled && buffer.size() > 0 && requested > 0) {
        DefaultMessage next = buffer.poll();
        if (next != null) {
          Operators.produced(REQUESTED, this, 1);
          actual.onNext(next);
        }
      }
    } catch (Throwable t) { // a subscriber's fault ends its subscription, not the loop
      cancel();
      loop.signal(() -> actual.onError(t));
      return;
    } finally {
      emitting = false;
    }
    if (ending && buffer.size() == 0) {
      end();
    }
  }

  /** After what waits. */
  void complete() {
    ending = true;
    drain();
  }

  /** After what waits. */
  void fail(Throwable why) {
    ending = true;
    failure = why;
    drain();
  }

  private void end() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    hub.leave(this);
    Throwable why = failure;
    loop.signal(
        () -> {
          if (why == null) {
            actual.onComplete();
          } else {
            actual.onError(why);
          }
        });
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      loop.execute(() -> refuse(n));
      return;
    }
    Operators.addCap(REQUESTED, this, n);
    if (WOKEN.compareAndSet(this, 0, 1)) {
      loop.execute(this::wake);
    }
  }

  private void refuse(long n) {
    if (!cancelled) {
      cancel();
      loop.signal(
          () ->
              actual.onError(
                  new IllegalArgumentException(
                      "request(" + n + "): demand must be positive (rule 3.9)")));
    }
  }

  private void wake() {
    woken = 0;
    drain();
    hub.goOn();
  }

  @Override
  public void cancel() {
    cancelled = true;
    loop.execute(() -> hub.leave(this));
  }

  /** Every message, but for one that is dropped. */
  private final class InOrder implements Buffer {

    private final Queue<DefaultMessage> waiting = new ArrayDeque<>();

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public int add(DefaultMessage message) {
      boolean full = waiting.size() >= bound && requested == 0;
      if (full && overflow == TopicOverflow.DROP_NEWEST) {
        return 1;
      }
      waiting.add(message);
      if (full && overflow == TopicOverflow.DROP_OLDEST) {
        waiting.remove();
        return 1;
      }
      return 0;
    }

    @Override
    public @Nullable DefaultMessage poll() {
      return waiting.poll();
    }
  }

  /** The newest of each topic. */
  private final class Latest implements Buffer {

    private final Map<ByteBuffer, DefaultMessage> waiting = new LinkedHashMap<>();

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public int add(DefaultMessage message) {
      boolean replaces = waiting.put(ByteBuffer.wrap(message.array(0)), message) != null;
      if (replaces) {
        return 1;
      }
      if (waiting.size() > bound) {
        poll();
        return 1;
      }
      return 0;
    }

    @Override
    public @Nullable DefaultMessage poll() {
      var oldest = waiting.entrySet().iterator();
      if (!oldest.hasNext()) {
        return null;
      }
      DefaultMessage message = oldest.next().getValue();
      oldest.remove();
      return message;
    }
  }
}
