package reactor.zmtp;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.zmtp.loop.IoLoop;

/**
 * Messages that are polled, for an integration that has a loop of its own, such as a source of a
 * stream processor. So many wait here, and are requested, at most; the rest waits in the socket and
 * with those who send.
 *
 * <p>One thread at a time polls; none of the methods blocks.
 *
 * @param <T> the messages, or what was made of them
 */
public final class PolledMessages<T> implements Disposable {

  private static final CompletableFuture<Void> READABLE = CompletableFuture.completedFuture(null);

  private final Queue<T> waiting;
  private final Inlet inlet = new Inlet();
  private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();
  private final int capacity;
  private final int batch;

  private int polled;
  private volatile boolean ended;
  private @Nullable Throwable failure; // written before ended

  private PolledMessages(int capacity) {
    this.waiting = Queues.<T>get(capacity).get();
    this.capacity = capacity;
    this.batch = Math.max(1, capacity / 2);
  }

  /**
   * Subscribes to messages at once.
   *
   * @param <T> the messages
   * @param messages such as {@code socket.receive()}
   * @param capacity most that may wait to be polled, 1 or more; they are requested when half of
   *     them are polled
   * @return to be polled, and disposed of
   */
  public static <T> PolledMessages<T> of(Publisher<? extends T> messages, int capacity) {
    Objects.requireNonNull(messages, "messages");
    SocketSpec.check(capacity > 0, "capacity", capacity, "1 or more");
    PolledMessages<T> polled = new PolledMessages<>(capacity);
    Flux.<T>from(messages).subscribe(polled.inlet);
    return polled;
  }

  /**
   * Takes the next message.
   *
   * @return the message; null if none waits
   * @throws RuntimeException the error with which the messages have ended, once all before it are
   *     polled
   */
  public @Nullable T poll() {
    boolean last = ended; // before the queue is looked at
    T next = waiting.poll();
    if (next == null) {
      if (last && failure != null) {
        throw Exceptions.propagate(failure);
      }
      return null;
    }
    if (++polled == batch) {
      polled = 0;
      inlet.request(batch);
    }
    return next;
  }

  /**
   * Tells when there is something to be polled.
   *
   * @return the same future until it completes: when a message waits, or none will come; on the
   *     thread that brings it, which must not be blocked
   */
  public CompletableFuture<Void> whenReadable() {
    if (isReadable()) {
      return READABLE;
    }
    CompletableFuture<Void> future =
        asked.updateAndGet( // one that the caller has ended, as by orTimeout, waits for nothing
            before -> before == null || before.isDone() ? new CompletableFuture<>() : before);
    if (isReadable()) {
      wake(); // what came before it was asked for
    }
    return Objects.requireNonNull(future);
  }

  private boolean isReadable() {
    return ended || !waiting.isEmpty();
  }

  private void wake() {
    CompletableFuture<Void> future = asked.getAndSet(null);
    if (future != null) {
      future.complete(null);
    }
  }

  /**
   * Whether all is polled that was to come.
   *
   * @return true when the messages have completed and none waits
   */
  public boolean isCompleted() {
    return ended && failure == null && waiting.isEmpty();
  }

  /** Cancels the subscription; what waits can still be polled. */
  @Override
  public void dispose() {
    inlet.dispose();
    ended = true;
    wake();
  }

  @Override
  public boolean isDisposed() {
    return ended;
  }

  /** What the messages come to. */
  private final class Inlet implements CoreSubscriber<T>, Disposable {

    private volatile @Nullable Subscription upstream;
    private volatile boolean cancelled;

    /** The loop's thread that is about to wake who polls, who then finds all that came together. */
    private @Nullable Thread waking;

    private final Runnable woken = this::woken;

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      if (cancelled) {
        subscription.cancel();
      } else {
        subscription.request(capacity);
      }
    }

    @Override
    public void onNext(T message) {
      if (!waiting.offer(message)) {
        throw new IllegalStateException("more came than was requested");
      }
      Thread current = Thread.currentThread();
      if (waking != current) {
        waking = current;
        IoLoop.afterThis(woken);
      }
    }

    private void woken() {
      waking = null;
      wake();
    }

    @Override
    public void onError(Throwable error) {
      if (ended) {
        Operators.onErrorDropped(error, currentContext());
        return;
      }
      failure = error;
      ended = true;
      wake();
    }

    @Override
    public void onComplete() {
      ended = true;
      wake();
    }

    void request(long more) {
      Subscription now = upstream;
      if (now != null && !ended) {
        now.request(more);
      }
    }

    @Override
    public void dispose() {
      cancelled = true;
      Subscription now = upstream;
      if (now != null) {
        now.cancel();
      }
    }
  }
}
