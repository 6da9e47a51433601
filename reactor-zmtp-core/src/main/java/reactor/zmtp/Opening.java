package reactor.zmtp;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Opening of a socket or a proxy: until it is delivered, cancelling disposes of it; from then on it
 * is left alone.
 *
 * @param <T> what is opened
 */
final class Opening<T> extends MonoOperator<T, T> {

  private final Disposable begun;

  /** If {@code steps} fail they dispose of what they have begun themselves. */
  Opening(Mono<T> steps, Disposable begun) {
    super(steps);
    this.begun = begun;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    source.subscribe(new Steps<>(actual, begun));
  }

  /** Of a delivery and a cancel, the one that comes second is of no effect. */
  private static final class Steps<T> implements CoreSubscriber<T>, Subscription {

    private final CoreSubscriber<? super T> actual;
    private final Disposable begun;
    private final AtomicBoolean over = new AtomicBoolean();
    private Subscription steps = Operators.emptySubscription();

    Steps(CoreSubscriber<? super T> actual, Disposable begun) {
      this.actual = actual;
      this.begun = begun;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      steps = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T opened) {
      if (over.compareAndSet(false, true)) {
        actual.onNext(opened);
        actual.onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (over.compareAndSet(false, true)) {
        actual.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      // Signalled with what was opened.
    }

    @Override
    public void request(long n) {
      steps.request(n);
    }

    @Override
    public void cancel() {
      if (over.compareAndSet(false, true)) {
        steps.cancel();
        begun.dispose();
      }
    }
  }
}
