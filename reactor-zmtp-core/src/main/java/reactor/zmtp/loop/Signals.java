package reactor.zmtp.loop;

import java.util.ArrayDeque;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Signals to the application: completions, errors, cancellations, events, requests to be handled.
 * They are collected while the engine works and delivered by a task of their own, so that whatever
 * the application does then, it does to an engine at rest. Confined to the loop.
 */
public final class Signals implements Runnable {

  /** The most signals of one task, and of one turn of the loop. */
  private static final int MOST = 1024;

  private final IoLoop loop;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final NextIteration nextIteration;
  private int toldInThisTurn;
  private boolean scheduled;
  private boolean telling;

  Signals(IoLoop loop) {
    this.loop = loop;
    this.nextIteration = new NextIteration(loop, this);
  }

  void add(Runnable signal) {
    assert loop.inLoop();
    waiting.add(signal);
    schedule();
  }

  boolean isTelling() {
    return telling;
  }

  // An application that answers each signal with what makes another must not keep the loop.
  private void schedule() {
    if (scheduled) {
      return;
    }
    scheduled = true;
    if (toldInThisTurn < MOST) {
      loop.execute(this);
    } else {
      toldInThisTurn = 0;
      nextIteration.schedule();
    }
  }

  @Override
  public void run() {
    scheduled = false;
    int most = Math.min(waiting.size(), MOST);
    toldInThisTurn += most;
    telling = true;
    for (int i = 0; i < most; i++) {
      deliver(waiting.remove());
    }
    telling = false;
    if (!waiting.isEmpty()) {
      schedule();
    }
  }

  private static void deliver(Runnable signal) {
    try {
      signal.run();
    } catch (Throwable t) { // also those that Reactor calls fatal: the loop is not the one to die
      dropped(t);
    }
  }

  /** Reports what the application threw where it has no subscriber to go to. */
  public static void dropped(Throwable fault) {
    dropped(fault, Context.empty());
  }

  /** The same, to the hook that the subscriber's context may have. */
  public static void dropped(Throwable fault, Context context) {
    try {
      Operators.onErrorDropped(fault, context);
    } catch (Throwable ofTheHook) {
      // A hook that throws has been called; there is nobody else.
    }
  }
}
