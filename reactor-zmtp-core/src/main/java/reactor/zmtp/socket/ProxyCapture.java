package reactor.zmtp.socket;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.zmtp.ZmqMessage;

/**
 * Copies of what passes one way through a proxy, for a third socket. What that one has no room for
 * is not copied: it never holds up what is captured. Copies and the end come on one thread.
 */
final class ProxyCapture extends Flux<ZmqMessage> implements Subscription {

  private final AtomicLong room = new AtomicLong();
  private volatile @Nullable CoreSubscriber<? super ZmqMessage> destination;
  private volatile boolean cancelled;
  private volatile long captured;
  private volatile long missed;

  @Override
  public void subscribe(CoreSubscriber<? super ZmqMessage> actual) {
    actual.onSubscribe(this);
    destination = actual;
  }

  @Override
  public void request(long n) {
    room.accumulateAndGet(n, Operators::addCap);
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void copy(ZmqMessage message) {
    CoreSubscriber<? super ZmqMessage> to = destination;
    if (to == null || cancelled || room.get() == 0) {
      missed++;
      return;
    }
    room.decrementAndGet();
    captured++;
    to.onNext(message);
  }

  void complete() {
    CoreSubscriber<? super ZmqMessage> to = destination;
    if (to != null) {
      to.onComplete();
    }
  }

  long captured() {
    return captured;
  }

  long missed() {
    return missed;
  }
}
