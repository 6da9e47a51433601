package reactor.zmtp.socket;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;

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

  @Nullable DefaultMessage reply;
  @Nullable Throwable error;

  /** {@code reply} or {@code error} is set, or neither if nothing was published. */
  abstract void end();

  /** Ends this; returns false if it has ended already. */
  final boolean claim() {
    return ENDED.compareAndSet(this, 0, 1);
  }

  /** Once this has ended; a publisher that throws then is no reason not to go on. */
  final void cancelPublisher() {
    try {
      Operators.terminate(SUBSCRIPTION, this);
    } catch (Throwable t) {
      Signals.dropped(t, currentContext());
    }
  }

  final boolean hasEnded() {
    return ended != 0;
  }

  @Override
  public final void onSubscribe(Subscription s) {
    if (Operators.setOnce(SUBSCRIPTION, this, s)) {
      try {
        s.request(1);
      } catch (Throwable t) { // against rule 3.16, yet whoever waits for the reply must get one
        onError(t);
        cancelPublisher();
      }
    }
  }

  @Override
  public final void onNext(ZmqMessage message) {
    Objects.requireNonNull(message, "message");
    if (claim()) {
      reply = (DefaultMessage) message;
      cancelPublisher();
      end();
    } else {
      Operators.onDiscard(message, currentContext());
    }
  }

  @Override
  public final void onError(Throwable t) {
    Objects.requireNonNull(t, "t");
    if (claim()) {
      error = t;
      end();
    } else {
      Operators.onErrorDropped(t, currentContext());
    }
  }

  @Override
  public final void onComplete() {
    if (claim()) {
      end();
    }
  }
}
