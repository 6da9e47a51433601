package reactor.zmtp.socket;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.Origin;

/**
 * One {@code send}: a publisher, asked only for what there is room for, and what became of its
 * messages.
 *
 * <p>A message published on the event loop goes straight to a pipe. One published elsewhere goes
 * through a queue of a single producer; the loop is woken only when it had found the queue empty.
 */
final class Feed implements CoreSubscriber<ZmqMessage>, Origin {

  /** A queue grows by so many messages at a time; with the default marks once is enough. */
  private static final int QUEUE_CHUNK = 1024;

  /** 0: the loop has seen the queue empty and must be woken; 1: it will look again. */
  private static final AtomicIntegerFieldUpdater<Feed> AWAKE =
      AtomicIntegerFieldUpdater.newUpdater(Feed.class, "awake");

  private final Outbox outbox;
  private final MonoSink<Void> result;
  private final Context context;

  /**
   * Made when the first message comes that cannot go straight to a pipe: most sends are of one
   * message.
   */
  private volatile @Nullable Queue<Frames> queue;

  private volatile int awake;

  private volatile boolean published;
  private @Nullable Throwable error;
  private volatile @Nullable Subscription subscription;

  // Confined to the event loop.
  private long requested;
  private long taken;
  private long written; // or given up
  private boolean over;

  Feed(Outbox outbox, MonoSink<Void> result) {
    this.outbox = outbox;
    this.result = result;
    this.context = Context.of(result.contextView());
  }

  // The publisher's side, on its threads.

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  public void onSubscribe(Subscription s) {
    Objects.requireNonNull(s, "s");
    if (subscription != null) {
      s.cancel();
      Operators.reportSubscriptionSet();
      return;
    }
    subscription = s;
    result.onDispose(this::cancel);
    outbox.loop().run(() -> outbox.add(this));
  }

  @Override
  public void onNext(ZmqMessage message) {
    Frames frames = (Frames) Objects.requireNonNull(message, "message");
    Queue<Frames> q = queue;
    if ((q == null || q.isEmpty()) && outbox.loop().inLoop() && !over && offer(frames)) {
      return;
    }
    if (q == null) {
      q = Queues.<Frames>unbounded(QUEUE_CHUNK).get();
      queue = q;
    }
    q.offer(frames);
    wake();
  }

  @Override
  public void onError(Throwable t) {
    Objects.requireNonNull(t, "t");
    if (published) {
      Operators.onErrorDropped(t, context);
      return;
    }
    error = t;
    published = true;
    wake();
  }

  @Override
  public void onComplete() {
    published = true;
    wake();
  }

  /** What was taken from the publisher is still sent; nobody is told any more. */
  private void cancel() {
    Subscription s = subscription;
    if (s != null && !published) {
      s.cancel();
      published = true;
      wake();
    }
  }

  private void wake() {
    // The fence orders the queue's lazy write before the read of the flag: one of the two sides
    // sees the other.
    VarHandle.fullFence();
    if (awake == 0 && AWAKE.compareAndSet(this, 0, 1)) {
      outbox.wake();
    }
  }

  // The event loop's side.

  /**
   * Moves what has been published to pipes, at most some; returns whether there is more to move and
   * room for it.
   */
  boolean drain(int most) {
    for (int i = 0; i < most; i++) {
      Queue<Frames> q = queue;
      Frames next = q == null ? null : q.peek();
      if (q == null || next == null) {
        return sleep();
      }
      if (over) {
        Operators.onDiscard(q.remove(), context); // published after it was told to stop
      } else if (offer(next)) {
        q.remove();
      } else {
        return false; // room is told
      }
    }
    return true;
  }

  /** Returns whether the message is dealt with; counted first, since it may be written at once. */
  private boolean offer(Frames message) {
    taken++;
    try {
      if (outbox.offer(message, this)) {
        return true;
      }
      taken--;
      return false;
    } catch (ZmqException e) { // it can never be sent, and ends this send
      taken--;
      refuse(e);
      return true;
    }
  }

  private void refuse(ZmqException why) {
    Subscription s = subscription;
    if (s != null) {
      s.cancel();
    }
    published = true;
    end(why);
  }

  /** Returns true if something came in the meantime. */
  private boolean sleep() {
    if (awake == 0) {
      return false;
    }
    awake = 0;
    if (queued() == 0) {
      completeIfDone();
      return false;
    }
    return AWAKE.compareAndSet(this, 0, 1);
  }

  private int queued() {
    Queue<Frames> q = queue;
    return q == null ? 0 : q.size();
  }

  void request(long n) {
    Subscription s = subscription;
    if (s == null) {
      return;
    }
    requested += n;
    try {
      s.request(n);
    } catch (Throwable t) { // against the specification, yet no reason for the loop to die
      s.cancel();
      onError(t);
    }
  }

  @Override
  public void written(int messages) {
    written += messages;
    outbox.countWritten(messages);
    completeIfDone();
  }

  @Override
  public void givenUp(int messages) {
    written += messages;
    completeIfDone();
  }

  /** The room this feed has or may still fill: what was requested and not written. */
  long reserved() {
    if (outbox.drops()) { // what waits for a peer is no concern of a publisher's
      return isPublished() ? queued() : requested - taken;
    }
    return isPublished() ? waiting() : requested - written;
  }

  /** The room this feed has filled. */
  long held() {
    return outbox.drops() ? queued() : waiting();
  }

  /** What was taken from the publisher and not written. */
  long waiting() {
    return taken - written + queued();
  }

  /** Whether nothing more will come. */
  boolean isPublished() {
    return published;
  }

  boolean isOver() {
    return over;
  }

  private void completeIfDone() {
    if (published && !over && taken == written && queued() == 0) {
      end(error);
    }
  }

  private void end(@Nullable Throwable failure) {
    over = true;
    outbox.ended();
    if (failure == null) {
      result.success();
    } else {
      result.error(failure);
    }
  }

  /** The socket is going: nothing more is taken. */
  void stop(Throwable why) {
    Subscription s = subscription;
    if (!published && s != null) {
      s.cancel();
      error = why;
      published = true;
      completeIfDone();
    }
  }

  /** The socket is gone: what is waiting, and has been counted, is not written any more. */
  void abandon(Throwable why) {
    Queue<Frames> q = queue;
    if (q != null) {
      q.clear();
    }
    if (!over) {
      end(error != null ? error : why);
    }
  }
}
