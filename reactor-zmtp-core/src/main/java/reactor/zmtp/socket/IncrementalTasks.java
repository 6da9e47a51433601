package reactor.zmtp.socket;

import java.util.ArrayDeque;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.pattern.IncrementalTask;

/**
 * Advances incremental tasks, by no more than so many steps in one turn of the event loop, so that
 * its channels are served in between. Confined to the loop.
 */
final class IncrementalTasks {

  /** Of the order of a millisecond. */
  static final int STEPS = 1024;

  private final NextIteration nextIteration;
  private final ArrayDeque<IncrementalTask> unfinished = new ArrayDeque<>();
  private boolean stopped;

  IncrementalTasks(IoLoop loop) {
    this.nextIteration = new NextIteration(loop, this::turn);
  }

  /** Goes on with a task, in turns to come, until it is finished. */
  void finish(IncrementalTask work) {
    if (!stopped && !unfinished.contains(work)) {
      unfinished.add(work);
      nextIteration.schedule();
    }
  }

  private void turn() {
    int left = STEPS;
    while (left > 0 && !unfinished.isEmpty()) {
      IncrementalTask first = unfinished.element();
      left -= first.advance(left);
      if (left > 0) {
        unfinished.remove(first); // unless that was stopped in the midst of it
      }
    }
    if (!unfinished.isEmpty()) {
      nextIteration.schedule();
    }
  }

  /** Drops what is not finished. */
  void stop() {
    stopped = true;
    unfinished.clear();
  }
}
