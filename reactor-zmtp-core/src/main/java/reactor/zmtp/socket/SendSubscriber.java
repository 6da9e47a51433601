package reactor.zmtp.socket;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.WriteListener;

/**
 * One {@code send}: a publisher, asked only for what there is room for, and what became of its
 * messages.
 *
 * <p>A message published on the event loop goes straight to a pipe. One published elsewhere goes
 * through a queue of a single producer; the loop is woken only when it had found the queue empty.
 */
final class SendSubscriber
    implements CoreSubscriber<ZmqMessage>, WriteListener, Runnable, Scannable {

  /** What became of a turn of this send. */
  enum Turn {
    /** Nothing is left that was published. */
    IDLE,
    /** What is next must wait for room. */
    BLOCKED,
    /** There is more, and others have their turn first. */
    USED_UP
  }

  /**
   * A queue grows by so many messages at a time; with the default high-water marks once is enough.
   */
  private static final int QUEUE_CHUNK = 1024;

  /** 0: the loop has seen the queue empty and must be woken; 1: it will look again. */
  private static final AtomicIntegerFieldUpdater<SendSubscriber> AWAKE =
      AtomicIntegerFieldUpdater.newUpdater(SendSubscriber.class, "awake");

  private final Outbound outbound;
  private final MonoSink<Void> result;
  private final Context context;

  /**
   * Made when the first message comes that cannot go straight to a pipe: most sends are of one
   * message.
   */
  private volatile @Nullable Queue<DefaultMessage> queue;

  private volatile int awake;

  private volatile boolean published;
  private @Nullable Throwable error;
  private volatile @Nullable Subscription subscription;

  // Confined to the event loop.
  private long requested;
  private long taken;
  private long written; // or dropped
  private boolean over;
  private @Nullable Throwable failure;

  SendSubscriber(Outbound outbound, MonoSink<Void> result) {
    this.outbound = outbound;
    this.result = result;
    this.context = Context.of(result.contextView());
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return subscription;
    }
    if (key == Attr.NAME) {
      return outbound.toString();
    }
    if (key == Attr.BUFFERED) {
      return (int) Math.min(waiting(), Integer.MAX_VALUE);
    }
    if (key == Attr.TERMINATED) {
      return published;
    }
    if (key == Attr.ERROR) {
      return error;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
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
    outbound.loop().execute(() -> outbound.add(this));
  }

  @Override
  public void onNext(ZmqMessage message) {
    DefaultMessage frames = (DefaultMessage) Objects.requireNonNull(message, "message");
    Queue<DefaultMessage> q = queue;
    if ((q == null || q.isEmpty()) && outbound.loop().inLoop() && !over && offerAtOnce(frames)) {
      return;
    }
    if (q == null) {
      q = Queues.<DefaultMessage>unbounded(QUEUE_CHUNK).get();
      queue = q;
    }
    q.offer(frames);
    wake();
  }

  @Override
  public void onError(Throwable t) {
    Objects.requireNonNull(t, "t");
    if (published) {
      Signals.dropped(t, context);
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

  /** What was taken from the publisher is still sent, and nothing is signalled any more. */
  private void cancel() {
    Subscription s = subscription;
    if (s != null && !published) {
      published = true;
      wake();
      s.cancel();
    }
  }

  private void wake() {
    //   publisher's thread            event loop, in sleep()
    //   offers a message              awake = 0
    //   fence
    //   reads awake: 0? wakes it      reads the queue: empty? sleeps
    // The fence orders the queue's lazy write before the read of the flag. So one of the two sides
    // sees the other, whichever is first, and no message lies there while the loop sleeps. If both
    // do, the flag is set by one of them alone.
    VarHandle.fullFence();
    if (awake == 0 && AWAKE.compareAndSet(this, 0, 1)) {
      outbound.wake();
    }
  }

  // The event loop's side.

  /** Moves what has been published to pipes, as far as the outbound half and the turn allow. */
  Turn drain(long most) {
    long moved = 0;
    while (true) {
      Queue<DefaultMessage> q = queue;
      DefaultMessage next = q == null ? null : q.peek();
      if (q == null || next == null) {
        if (!sleep()) {
          return Turn.IDLE;
        }
      } else if (over) {
        discard(q.remove());
      } else if (moved >= most || outbound.isSpent()) {
        return Turn.USED_UP;
      } else if (offer(next)) {
        q.remove();
        moved += Outbound.cost(next);
      } else {
        return Turn.BLOCKED; // room() follows
      }
    }
  }

  // It was published after the publisher was told to stop.
  private void discard(DefaultMessage message) {
    outbound.loop().signal(() -> Operators.onDiscard(message, context));
  }

  private boolean offerAtOnce(DefaultMessage message) {
    return outbound.admits(requested - taken) && offer(message);
  }

  /** Returns whether the message is dealt with; counted first, since it may be written at once. */
  private boolean offer(DefaultMessage message) {
    taken++;
    try {
      if (outbound.offer(message, this)) {
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

  /** Ends the send, whatever is left of it. */
  void refuse(Throwable why) {
    cancelUpstream();
    published = true;
    end(why);
  }

  private void cancelUpstream() {
    Subscription s = subscription;
    if (s != null) {
      outbound.loop().signal(s::cancel);
    }
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
    Queue<DefaultMessage> q = queue;
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
      cancelUpstream();
      onError(t);
    }
  }

  @Override
  public void written(int messages) {
    written += messages;
    outbound.countWritten(messages);
    completeIfDone();
  }

  @Override
  public void givenUp(int messages) {
    written += messages;
    completeIfDone();
  }

  /** The room this send has or may still fill: what was requested and not written. */
  long reserved() {
    if (outbound.drops()) { // what waits for a peer is no concern of a publisher's
      return isPublished() ? queued() : requested - taken;
    }
    return isPublished() ? waiting() : requested - written;
  }

  /** The room this send has filled. */
  long held() {
    return outbound.drops() ? queued() : waiting();
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

  private void end(@Nullable Throwable why) {
    if (!over) {
      over = true;
      failure = why;
      outbound.ended();
      outbound.loop().signal(this);
    }
  }

  /** Signals to the subscriber how it ended. */
  @Override
  public void run() {
    assert outbound.loop().isSignalling();
    if (failure == null) {
      result.success();
    } else {
      result.error(failure);
    }
  }

  /** The socket is going: nothing more is taken. */
  void stop(Throwable why) {
    if (!published) {
      cancelUpstream();
      error = why;
      published = true;
      completeIfDone();
    }
  }

  /** The socket is gone: what is waiting, and has been counted, is not written any more. */
  void abandon(Throwable why) {
    Queue<DefaultMessage> q = queue;
    if (q != null) {
      q.clear();
    }
    end(error != null ? error : why);
  }
}
