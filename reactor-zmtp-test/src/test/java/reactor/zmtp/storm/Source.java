package reactor.zmtp.storm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * What a user sends: some letters, published on the thread that requests them or on another, with
 * an end, an error or none; and a user who acts and throws in {@code request} and {@code cancel}.
 * Each subscription publishes letters of its own.
 */
final class Source {

  /** How it ends. */
  enum End {
    COMPLETION,
    ERROR,
    /** Only when it is closed. */
    NONE
  }

  private final Node node;
  private final int letters;
  private final int largest;
  private final End end;
  private final boolean runner;
  private final boolean elsewhere;
  private final Queue<Run<?>> runs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger published = new AtomicInteger();
  private volatile boolean closed;

  /**
   * A source.
   *
   * @param letters how many it publishes by itself; with {@link Integer#MAX_VALUE} it does nothing
   *     else
   * @param largest how large they are at most, in bytes; or if it is negative, how large all are
   */
  Source(Node node, int letters, int largest, End end) {
    this.node = node;
    this.letters = letters;
    this.largest = largest;
    this.end = end;
    this.runner = letters == Integer.MAX_VALUE;
    this.elsewhere = !runner && node.dice.oneIn(3);
  }

  <T> Publisher<T> as(Function<Letter, T> form) {
    return subscriber -> {
      Run<T> run = new Run<>(subscriber, form);
      runs.add(run);
      subscriber.onSubscribe(run);
    };
  }

  /** One letter more, on this thread, if somebody wants it. */
  void publish() {
    for (Run<?> each : runs) {
      each.more.incrementAndGet();
      each.drain();
    }
  }

  /** It publishes no more, and completes. */
  void close() {
    closed = true;
    runs.forEach(Run::drain);
  }

  int published() {
    return published.get();
  }

  private final class Run<T> implements Subscription {

    private final Subscriber<? super T> subscriber;
    private final Function<Letter, T> form;
    private final Ledger.Send send = node.world.ledger.send(node);
    private final Dice dice = node.dice.of("source " + send.id());
    private final AtomicInteger more = new AtomicInteger(letters);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private volatile boolean cancelled;
    private boolean ended;
    private int number;

    Run(Subscriber<? super T> subscriber, Function<Letter, T> form) {
      this.subscriber = subscriber;
      this.form = form;
    }

    @Override
    public void request(long n) {
      long wanted = demand.accumulateAndGet(n, Operators::addCap);
      if (node.keepsMark && node.world.plan.calm() && wanted > node.mostDemand()) {
        String what = "%s is asked for %d, which is more than %d";
        node.world.findings.add(Rule.WITHIN_MARKS, what.formatted(send, wanted, node.mostDemand()));
      }
      if (elsewhere) {
        node.world.elsewhere(this::drain);
      } else {
        drain();
      }
      if (node.world.isStormy() && !runner && dice.oneIn(20)) {
        node.world.whims.act(node);
        Tantrum.perhaps(dice, 4);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      node.world.ledger.cancelled(send);
      node.world.whims.act(node);
      Tantrum.perhaps(dice, 4);
    }

    private void drain() {
      if (draining.getAndIncrement() > 0) {
        return;
      }
      do {
        draining.set(1);
        while (!cancelled && !ended && !closed && more.get() > 0 && demand.get() > 0) {
          more.decrementAndGet();
          demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
          publish(node.letter(send, ++number, dice, largest));
        }
        end();
      } while (draining.decrementAndGet() > 0);
    }

    private void publish(Letter letter) {
      T message = form.apply(letter);
      node.world.ledger.offer(send, letter);
      node.world.ledger.taken(letter);
      published.incrementAndGet();
      subscriber.onNext(message);
    }

    private void end() {
      @Nullable End how = closed ? End.COMPLETION : more.get() > 0 ? null : end;
      if (how == null || how == End.NONE || ended || cancelled) {
        return;
      }
      ended = true;
      if (how == End.ERROR) {
        subscriber.onError(Tantrum.error());
      } else {
        subscriber.onComplete();
      }
    }
  }
}
