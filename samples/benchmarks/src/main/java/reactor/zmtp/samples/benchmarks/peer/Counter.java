package reactor.zmtp.samples.benchmarks.peer;

import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Counts until there is enough. */
final class Counter<T> extends BaseSubscriber<T> {

  static final int UNBOUNDED = 0;

  private final RateMeter meter;
  private final int window;
  private final CountDownLatch done;
  private int sinceRequest;

  /** It requests so many messages, and half of them again and again; or all at once. */
  Counter(RateMeter meter, int window) {
    this(meter, window, new CountDownLatch(1));
  }

  private Counter(RateMeter meter, int window, CountDownLatch done) {
    this.meter = meter;
    this.window = window;
    this.done = done;
  }

  /** One for another publisher of the same thread, that counts together with this. */
  Counter<T> another() {
    return new Counter<>(meter, window, done);
  }

  /** Waits until one of them has counted the last. */
  void await() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    request(window == UNBOUNDED ? Long.MAX_VALUE : window);
  }

  @Override
  protected void hookOnNext(T message) {
    if (meter.count()) {
      cancel();
      done.countDown();
    }
    if (window != UNBOUNDED && ++sinceRequest == window / 2) {
      sinceRequest = 0;
      request(window / 2);
    }
  }

  @Override
  protected void hookOnError(Throwable error) {
    error.printStackTrace();
    done.countDown();
  }
}
