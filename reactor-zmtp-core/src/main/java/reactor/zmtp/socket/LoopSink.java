package reactor.zmtp.socket;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.zmtp.loop.IoLoop;

/**
 * One subscriber of a {@code Mono} whose work is done on the loop: it gets one signal. Unlike with
 * a {@code MonoSink}, nothing is dropped if it cancels at that moment: it gets the signal, or it
 * has cancelled. Confined to the loop but for the subscription.
 */
final class LoopSink<T> implements Subscription, Scannable {

  private static final int REQUESTED = 1;
  private static final int OFFERED = 2;
  private static final int OVER = 4;

  private final IoLoop loop;
  private final CoreSubscriber<? super T> subscriber;
  private final AtomicInteger state = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile @Nullable Runnable whenOver;
  private @Nullable T offered;
  private boolean cancelSeen;
  private Runnable whenCancelled = () -> {};

  private LoopSink(IoLoop loop, CoreSubscriber<? super T> subscriber) {
    this.loop = loop;
    this.subscriber = subscriber;
  }

  /** Does something for each subscriber, in a task of the loop. */
  static <T> Mono<T> mono(IoLoop loop, Supplier<String> name, Consumer<LoopSink<T>> task) {
    return new OnLoop<>(loop, name, task);
  }

  /** What an application subscribes to. */
  private static final class OnLoop<T> extends Mono<T> implements Scannable {

    private final IoLoop loop;
    private final Supplier<String> name;
    private final Consumer<LoopSink<T>> task;

    OnLoop(IoLoop loop, Supplier<String> name, Consumer<LoopSink<T>> task) {
      this.loop = loop;
      this.name = name;
      this.task = task;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
      LoopSink<T> sink = new LoopSink<>(loop, subscriber);
      subscriber.onSubscribe(sink);
      loop.execute(() -> task.accept(sink));
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
      return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }

    @Override
    public String toString() {
      return name.get();
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return subscriber;
    }
    if (key == Attr.CANCELLED) {
      return cancelled;
    }
    if (key == Attr.TERMINATED) {
      return !cancelled && (state.get() & OVER) != 0;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  void success() {
    loop.signal(
        () -> {
          if (end()) {
            subscriber.onComplete();
          }
        });
  }

  void success(T value) {
    loop.signal(() -> offer(value));
  }

  void error(Throwable why) {
    loop.signal(
        () -> {
          if (end()) {
            subscriber.onError(why);
          }
        });
  }

  // The value comes on the loop and the demand on any thread: the second of them delivers.
  private void offer(T value) {
    assert loop.isSignalling();
    offered = value;
    if (is(OFFERED, REQUESTED)) {
      deliver();
    }
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n) && is(REQUESTED, OFFERED)) {
      deliver();
    }
  }

  private void deliver() {
    if (end()) {
      subscriber.onNext(Objects.requireNonNull(offered));
      subscriber.onComplete();
    }
  }

  @Override
  public void cancel() {
    if (end()) {
      cancelled = true;
      loop.execute(this::cancelOnLoop);
    }
  }

  /** Notes one thing, and returns whether another was noted before. */
  private boolean is(int now, int before) {
    return (state.getAndUpdate(bits -> bits | now) & before) != 0;
  }

  private boolean end() {
    boolean first = !is(OVER, OVER);
    Runnable task = whenOver;
    if (first && task != null) {
      loop.execute(task);
    }
    return first;
  }

  private void cancelOnLoop() {
    cancelSeen = true;
    whenCancelled.run();
  }

  /** Runs a task on the loop if the subscriber cancels, or has done so, before its signal. */
  void onCancel(Runnable task) {
    whenCancelled = task;
    if (cancelSeen) {
      task.run();
    }
  }

  /** From any thread. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Runs a task on the loop when the subscriber has its signal, or has cancelled. */
  void onDispose(Runnable task) {
    whenOver = task;
    if ((state.get() & OVER) != 0) {
      loop.execute(task); // twice, if it ends at this moment
    }
  }
}
