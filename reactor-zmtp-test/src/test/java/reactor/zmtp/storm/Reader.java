package reactor.zmtp.storm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * A subscriber of many, at its own pace: it asks for a few now or later, acts on each, throws now
 * and then, and holds the publisher to the rules of Reactive Streams.
 */
final class Reader<T> implements CoreSubscriber<T> {

  private final Node node;
  private final String what;
  private final Consumer<? super T> arrived;
  private final Dice dice;
  private final boolean unbounded;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private volatile boolean draining;
  private volatile boolean inside;
  private volatile boolean cancelled;
  private volatile boolean ended;
  private volatile boolean threw;
  private volatile @Nullable Throwable error;
  private volatile @Nullable Subscription subscription;

  Reader(Node node, String what, Consumer<? super T> arrived) {
    this.node = node;
    this.what = what;
    this.arrived = arrived;
    this.dice = node.dice.of(what);
    this.unbounded = dice.oneIn(3);
  }

  /** Whether it waits for nothing more; who throws need not be told anything. */
  boolean isTold() {
    return cancelled || ended || threw;
  }

  @Nullable Throwable error() {
    return error;
  }

  void cancel() {
    Subscription current = subscription;
    if (current != null) {
      cancelled = true;
      current.cancel();
    }
  }

  /** From now on it takes whatever comes, and nothing holds it up. */
  void drain() {
    if (subscription != null && !draining) {
      draining = true;
      ask(Long.MAX_VALUE);
    }
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (unbounded) {
      ask(Long.MAX_VALUE);
    } else {
      askForMore();
    }
  }

  private void askForMore() {
    int few = dice.between(1, 8);
    waiting.addAndGet(few);
    if (dice.oneIn(3) && node.world.isStormy()) {
      node.world.later(Duration.ofMillis(dice.below(20)), () -> ask(few));
    } else {
      ask(few);
    }
  }

  private void ask(long few) {
    Subscription current = subscription;
    if (current != null) {
      asked.accumulateAndGet(few, Operators::addCap);
      current.request(few);
    }
  }

  @Override
  public void onNext(T value) {
    node.world.moves.increment();
    if (inside || ended) {
      broken("a value came " + (ended ? "after the end" : "inside of onNext"));
    }
    if (asked.get() != Long.MAX_VALUE && asked.decrementAndGet() < 0) {
      broken("a value came that nobody had asked for");
    }
    inside = true;
    try {
      Callbacks.run(node.world.findings, false, toString(), () -> use(value));
    } catch (Throwable t) {
      threw = true;
      throw t;
    } finally {
      inside = false;
    }
  }

  private void use(T value) {
    arrived.accept(value);
    if (dice.oneIn(3)) {
      node.world.whims.act(node);
    }
    if (node.world.isStormy()) {
      Subscription current = subscription;
      if (dice.oneIn(200) && current != null) {
        current.request(-1);
      }
      Tantrum.perhaps(dice, 40);
    }
    if (!unbounded && waiting.decrementAndGet() <= 0) {
      askForMore();
    }
  }

  @Override
  public void onError(Throwable failure) {
    error = failure;
    if (!node.world.expects(failure)) {
      node.world.findings.add(Rule.HANDLED, this + " failed with " + failure);
    }
    end("its error");
  }

  @Override
  public void onComplete() {
    end("its completion");
  }

  private void end(String signal) {
    node.world.moves.increment();
    if (inside) {
      broken(signal + " came inside of onNext");
    }
    if (ended) {
      broken(signal + " came after its end");
    }
    ended = true;
    Callbacks.run(
        node.world.findings,
        true,
        this + ", " + signal,
        () -> {
          node.world.whims.act(node);
          Tantrum.perhaps(dice, 8);
        });
  }

  private void broken(String how) {
    node.world.findings.add(Rule.SERIAL, this + ": " + how);
  }

  @Override
  public String toString() {
    return node + ": " + what;
  }
}
