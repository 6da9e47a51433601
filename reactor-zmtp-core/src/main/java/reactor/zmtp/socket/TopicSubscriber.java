package reactor.zmtp.socket;

import java.nio.charset.StandardCharsets;
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

  private final TopicFlux source;
  private final TopicHub hub;
  private final IoLoop loop;
  private final byte[] topic;
  private final TopicOverflow overflow;
  private final int bound;
  private final CoreSubscriber<? super ZmqMessage> actual;
  private final TopicBuffer buffer;

  @SuppressWarnings("UnusedVariable") // through REQUESTED
  private volatile long requested;

  @SuppressWarnings("UnusedVariable") // through WOKEN
  private volatile int woken;

  private volatile boolean cancelled;
  private volatile boolean over;
  private boolean emitting;

  /** Comes after what waits. */
  private volatile @Nullable Throwable failure;

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
    this.buffer = TopicBuffer.of(overflow, bound);
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
      return cancelled;
    }
    if (key == Attr.TERMINATED) {
      return over;
    }
    if (key == Attr.ERROR) {
      return failure;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  byte[] topic() {
    return topic;
  }

  boolean isOver() {
    return cancelled || over;
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
    return isOver() || overflow != TopicOverflow.WAIT || buffer.size() < bound || requested > 0;
  }

  /** Gives it a message; returns how many were dropped because it is slow. */
  int take(DefaultMessage message) {
    if (isOver() || failure != null) {
      return 0;
    }
    if (overflow == TopicOverflow.ERROR && buffer.size() >= bound && requested == 0) {
      fail(new TopicOverflowException(new String(topic, StandardCharsets.UTF_8), buffer.size()));
      return 1;
    }
    int dropped = buffer.add(message, requested > 0);
    drain();
    return dropped;
  }

  private void drain() {
    if (emitting) {
      return; // the one who emits looks again
    }
    emitting = true;
    try {
      while (mayTake()) {
        DefaultMessage next = buffer.poll();
        if (next != null) {
          Operators.produced(REQUESTED, this, 1);
          actual.onNext(next);
        }
      }
    } catch (Throwable t) { // a subscriber's fault ends its subscription, not the loop
      end(() -> actual.onError(t));
    } finally {
      emitting = false;
    }
    Throwable why = failure;
    if (why != null && buffer.size() == 0) {
      end(() -> tell(why));
    }
  }

  /** One that has failed has left the socket, whose end is not its own. */
  private boolean mayTake() {
    return !isOver() && buffer.size() > 0 && requested > 0 && (failure != null || !hub.isClosed());
  }

  /** Leaves at once, and fails after what waits. */
  void fail(Throwable why) {
    failure = why;
    hub.leave(this);
    drain();
  }

  /** Ends at once; returns how many messages waited for it. */
  int complete() {
    int waiting = isOver() ? 0 : buffer.size();
    end(() -> tell(null));
    return waiting;
  }

  private void end(Runnable signal) {
    if (!over) {
      over = true;
      leave();
      loop.signal(signal);
    }
  }

  private void tell(@Nullable Throwable why) {
    if (cancelled) {
      return;
    }
    if (why == null) {
      actual.onComplete();
    } else {
      actual.onError(why);
    }
  }

  private void leave() {
    hub.leave(this);
    buffer.clear();
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
    end(
        () ->
            tell(
                new IllegalArgumentException(
                    "request(" + n + "): demand must be positive (rule 3.9)")));
  }

  private void wake() {
    woken = 0;
    drain();
    hub.goOn();
  }

  @Override
  public void cancel() {
    cancelled = true;
    loop.execute(this::leave);
  }
}
