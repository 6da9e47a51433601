package reactor.zmtp.socket;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
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
 * <p>A message published on the event loop goes straight to a pipe, if there is room and nothing
 * waits.
 */
final class SendSubscriber extends PublishedMessages<DefaultMessage>
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

  private final Outbound outbound;
  private final MonoSink<Void> result;
  private final Context context;

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
    if (!isEmpty() || !outbound.loop().inLoop() || over || !offerAtOnce(frames)) {
      add(frames);
      wake();
    }
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
    if (wakes()) {
      outbound.wake();
    }
  }

  // The event loop's side.

  /** Moves what has been published to pipes, as far as the outbound half and the turn allow. */
  Turn drain(long most) {
    long moved = 0;
    while (true) {
      DefaultMessage next = peek();
      if (next == null) {
        if (sleeps()) {
          completeIfDone();
          return Turn.IDLE;
        }
      } else if (over) {
        discard(remove());
      } else if (moved >= most || outbound.isSpent()) {
        return Turn.USED_UP;
      } else if (offer(next)) {
        remove();
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

  /** How many messages have gone to pipes, or were dropped there. */
  long taken() {
    return taken;
  }

  /** How many there are: those, and what waits behind them. */
  long publishedSoFar() {
    return taken + queued();
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
    clear();
    end(error != null ? error : why);
  }
}
