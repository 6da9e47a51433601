package reactor.zmtp.storm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Whoever asked for one answer, and is told it once; he acts on it, and throws now and then. */
final class Told<T> implements CoreSubscriber<T> {

  private final World world;
  private final @Nullable Node node;
  private final String what;
  private final Consumer<@Nullable T> then;
  private final AtomicInteger values = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile boolean threw;
  private volatile @Nullable Throwable error;
  private volatile @Nullable Subscription subscription;
  private @Nullable T value;

  /**
   * Somebody who asks.
   *
   * @param node whose user it is; null for one who does nothing more
   * @param then what he does with the answer, null if there is none; not called for an error
   */
  Told(World world, @Nullable Node node, String what, Consumer<@Nullable T> then) {
    this.world = world;
    this.node = node;
    this.what = what;
    this.then = then;
  }

  boolean isTold() {
    return cancelled || ends.get() > 0;
  }

  boolean isDone() {
    return ends.get() > 0 && error == null;
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

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(T answer) {
    if (values.incrementAndGet() > 1) {
      world.findings.add(Rule.TOLD_ONCE, this + " is told two answers");
    }
    value = answer;
  }

  @Override
  public void onError(Throwable failure) {
    if (threw) {
      return; // Reactor's own operators tell who throws in onComplete so
    }
    error = failure;
    ended("its error");
  }

  @Override
  public void onComplete() {
    ended("its completion");
  }

  private void ended(String end) {
    world.moves.increment();
    if (ends.incrementAndGet() > 1) {
      world.findings.add(Rule.TOLD_ONCE, this + " is told two ends");
    }
    Throwable failure = error;
    if (failure != null && !world.expects(failure)) {
      world.findings.add(Rule.HANDLED, this + " failed with " + failure);
    }
    try {
      Callbacks.run(world.findings, true, this + ", " + end, () -> use(failure));
    } catch (Throwable t) {
      threw = true;
      throw t;
    }
  }

  private void use(@Nullable Throwable failure) {
    if (failure == null) {
      then.accept(value);
    }
    if (node != null) {
      world.whims.act(node);
      Tantrum.perhaps(node.dice, 8);
    }
  }

  @Override
  public String toString() {
    return (node == null ? "" : node + ": ") + what;
  }
}
