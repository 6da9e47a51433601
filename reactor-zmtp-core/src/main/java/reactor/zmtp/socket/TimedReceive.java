package reactor.zmtp.socket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.zmtp.DisposedException;
import reactor.zmtp.loop.IoLoop;

/**
 * One message of an inbound half, if one comes in time. The deadline is kept on the loop, where
 * messages come too: none is taken after it, and what was taken before is delivered.
 */
final class TimedReceive<T> extends Mono<T> {

  private final Flux<T> inbound;
  private final IoLoop loop;
  private final Duration patience;

  TimedReceive(Flux<T> inbound, IoLoop loop, Duration patience) {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must be zero or more, not " + patience);
    }
    this.inbound = inbound;
    this.loop = loop;
    this.patience = patience;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    Waiting waiting = new Waiting(actual);
    inbound.subscribe(waiting);
    loop.execute(waiting::begin);
  }

  /**
   * One subscription. Messages come on the loop; but a refusal is signalled on the subscriber's
   * thread.
   */
  private final class Waiting implements CoreSubscriber<T>, Subscription {

    private final CoreSubscriber<? super T> actual;

    @SuppressWarnings("NullAway.Init") // the first thing a publisher does
    private Subscription upstream;

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Disposable deadline;
    private volatile boolean cancelled;

    Waiting(CoreSubscriber<? super T> actual) {
      this.actual = actual;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription s) {
      upstream = s;
      actual.onSubscribe(this);
    }

    /** After the inbound half has looked for what is there. */
    void begin() {
      if (patience.isZero()) {
        expire();
      } else {
        deadline = loop.schedule(patience, this::expire);
        if (over.get()) {
          forgetDeadline();
        }
      }
    }

    private void expire() {
      if (end()) {
        upstream.cancel();
        complete();
      }
    }

    /** Returns false if this is over already. */
    private boolean end() {
      forgetDeadline();
      return over.compareAndSet(false, true);
    }

    private void forgetDeadline() {
      Disposable timer = deadline;
      if (timer != null) {
        timer.dispose();
      }
    }

    private void complete() {
      loop.signal(
          () -> {
            if (!cancelled) {
              actual.onComplete();
            }
          });
    }

    @Override
    public void request(long n) {
      upstream.request(Math.min(n, 1)); // peers are granted what is requested
    }

    @Override
    public void cancel() {
      cancelled = true;
      upstream.cancel();
      loop.execute(this::end);
    }

    @Override
    public void onNext(T message) {
      end();
      upstream.cancel(); // the next may be received in the middle of this one
      actual.onNext(message);
      complete();
    }

    @Override
    public void onError(Throwable t) {
      end();
      actual.onError(t);
    }

    @Override
    public void onComplete() {
      end();
      actual.onError(new DisposedException("the socket was disposed of before a message came"));
    }
  }
}
