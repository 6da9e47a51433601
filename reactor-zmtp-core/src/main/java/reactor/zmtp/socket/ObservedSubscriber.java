package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.util.context.Context;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Observer;

/** Subscriber of {@code receive()}, each delivery to which is observed. */
final class ObservedSubscriber<T> implements CoreSubscriber<T>, Scannable {

  private final CoreSubscriber<? super T> actual;
  private final Observer observer;

  ObservedSubscriber(CoreSubscriber<? super T> actual, Observer observer) {
    this.actual = actual;
    this.observer = observer;
  }

  @Override
  public Context currentContext() {
    return actual.currentContext();
  }

  @Override
  public void onSubscribe(Subscription s) {
    actual.onSubscribe(s);
  }

  @Override
  @SuppressWarnings("try") // it is there to be closed
  public void onNext(T received) {
    ZmqMessage message =
        received instanceof RoutedMessage routed ? routed.message() : (ZmqMessage) received;
    try (Observer.Delivery delivery = observer.receive(message)) {
      actual.onNext(received);
    }
  }

  @Override
  public void onError(Throwable t) {
    actual.onError(t);
  }

  @Override
  public void onComplete() {
    actual.onComplete();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return actual;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
  }
}
