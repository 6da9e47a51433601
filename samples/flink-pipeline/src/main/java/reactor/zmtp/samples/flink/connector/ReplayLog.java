package reactor.zmtp.samples.flink.connector;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.ZmqMessage;

/**
 * The last messages of a publisher, so many at most, until they are acknowledged: no more are
 * requested than there is room for. One reads them at a time.
 */
final class ReplayLog extends BaseSubscriber<ZmqMessage> {

  private final AtomicReferenceArray<@Nullable ZmqMessage> ring;
  private final Sinks.Empty<Void> acknowledged = Sinks.empty();
  private volatile long first; // written by who acknowledges
  private volatile long next; // written by the publisher
  private volatile boolean completed;
  private volatile @Nullable Reading reading;

  ReplayLog(int capacity) {
    ring = new AtomicReferenceArray<>(capacity);
  }

  long first() {
    return first;
  }

  long next() {
    return next;
  }

  Mono<Void> whenAcknowledged() {
    return acknowledged.asMono();
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    subscription.request(ring.length());
  }

  @Override
  protected void hookOnNext(ZmqMessage message) {
    long position = next;
    ring.set(index(position), message);
    next = position + 1;
    drain();
  }

  @Override
  protected void hookOnComplete() {
    completed = true;
    endIfAcknowledged();
    drain();
  }

  @Override
  protected void hookOnError(Throwable error) {
    acknowledged.tryEmitError(error);
  }

  /** All before the position need not be kept; nothing happens if that is known. */
  void acknowledge(long position) {
    long before = first;
    if (position <= before || position > next) {
      return;
    }
    first = position;
    for (long each = before; each < position; each++) {
      ring.set(index(each), null);
    }
    request(position - before);
    endIfAcknowledged();
  }

  private void endIfAcknowledged() {
    if (completed && first == next) {
      acknowledged.tryEmitEmpty();
    }
  }

  /** What is kept from the position on and what comes, with its frames, to the end. */
  Flux<ZmqMessage> from(long position) {
    return Flux.create(
        sink -> {
          Reading started = new Reading(sink, position);
          reading = started;
          sink.onRequest(demand -> started.drain());
        },
        FluxSink.OverflowStrategy.IGNORE);
  }

  private void drain() {
    Reading now = reading;
    if (now != null) {
      now.drain();
    }
  }

  private int index(long position) {
    return (int) (position % ring.length());
  }

  private final class Reading {

    private final FluxSink<ZmqMessage> sink;
    private final AtomicInteger wanted = new AtomicInteger();
    private long position;

    Reading(FluxSink<ZmqMessage> sink, long position) {
      this.sink = sink;
      this.position = position;
    }

    void drain() {
      if (wanted.getAndIncrement() != 0) {
        return;
      }
      int seen = 1;
      do {
        emit();
        seen = wanted.addAndGet(-seen);
      } while (seen != 0);
    }

    private void emit() {
      while (!sink.isCancelled() && sink.requestedFromDownstream() > 0) {
        if (position == next) {
          if (completed && position == next) {
            sink.next(ReplayFrames.of(ReplayFrames.END, position));
            sink.complete();
          }
          return;
        }
        ZmqMessage message = ring.get(index(position));
        if (message == null || first > position) {
          sink.next(ZmqMessage.of(ReplayFrames.GONE, "it is acknowledged, and not kept"));
          sink.complete();
          return;
        }
        sink.next(ReplayFrames.message(position++, message));
      }
    }
  }
}
