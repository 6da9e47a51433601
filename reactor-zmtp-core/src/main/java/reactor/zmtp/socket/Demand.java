package reactor.zmtp.socket;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import reactor.core.publisher.Operators;

/**
 * What one subscriber has requested, on any thread, and the event loop has not spent. The loop is
 * woken once, however often more is requested until it looks.
 */
abstract class Demand {

  private static final AtomicLongFieldUpdater<Demand> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(Demand.class, "requested");
  private static final AtomicIntegerFieldUpdater<Demand> WOKEN =
      AtomicIntegerFieldUpdater.newUpdater(Demand.class, "woken");

  private volatile long requested;

  @SuppressWarnings("UnusedVariable") // through WOKEN
  private volatile int woken;

  /** The loop's own: taken over from {@code requested} in portions. */
  private long budget;

  // The subscriber's side.

  final void add(long n) {
    Operators.addCap(REQUESTED, this, n);
  }

  /** Whether the loop has to be woken for what was added before. */
  final boolean wakes() {
    return WOKEN.compareAndSet(this, 0, 1);
  }

  // The event loop's side.

  /** The loop, which was woken, is about to look at what is requested. */
  final void looks() {
    woken = 0;
  }

  final boolean isSpent() {
    if (budget == 0) {
      budget = REQUESTED.getAndSet(this, 0);
    }
    return budget == 0;
  }

  final void spend() {
    if (budget != Long.MAX_VALUE) {
      budget--;
    }
  }

  final long unspent() {
    return Operators.addCap(budget, requested);
  }
}
