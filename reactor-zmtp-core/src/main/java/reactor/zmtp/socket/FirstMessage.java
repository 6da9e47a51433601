package reactor.zmtp.socket;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;

/**
 * Takes the first message of a publisher, the end if there is none, or its error, and cancels it
 * then. Signals come on the publisher's threads; either one of them or a cancellation ends this.
 */
@SuppressWarnings(
    "NullAway") // what Operators set is a nullable field, which an updater's type cannot say
abstract class FirstMessage implements CoreSubscriber<ZmqMessage>, Runnable {

  private static final AtomicReferenceFieldUpdater<FirstMessage, Subscription> SUBSCRIPTION =
      AtomicReferenceFieldUpdater.newUpdater(
          FirstMessage.class, Subscription.class, "subscription");
  private static final AtomicIntegerFieldUpdater<FirstMessage> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(FirstMessage.class, "ended");

  @SuppressWarnings("UnusedVariable") // through SUBSCRIPTION
  private volatile @Nullable Subscription subscription;

  @SuppressWarnings("UnusedVariable") // through ENDED
  private volatile int ended;

  @Nullable Frames reply;
  @Nullable Throwable error;

  /** {@code reply} or {@code error} is set, or neither if nothing was published. */
  abstract void end();

  /** Returns whether nothing has come, and nothing will be told. */
  final boolean cancel() {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return false;
    }
    Operators.terminate(SUBSCRIPTION, this);
    return true;
  }

  final boolean hasEnded() {
    return ended != 0;
  }

  @Override
  public final void onSubscribe(Subscription s) {
    if (Operators.setOnce(SUBSCRIPTION, this, s)) {
      s.request(1);
    }
  }

  @Override
  public final void onNext(ZmqMessage message) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      reply = (Frames) message;
      Operators.terminate(SUBSCRIPTION, this);
      end();
    } else {
      Operators.onDiscard(message, currentContext());
    }
  }

  @Override
  public final void onError(Throwable t) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      error = t;
      end();
    } else {
      Operators.onErrorDropped(t, currentContext());
    }
  }

  @Override
  public final void onComplete() {
    if (ENDED.compareAndSet(this, 0, 1)) {
      end();
    }
  }
}
