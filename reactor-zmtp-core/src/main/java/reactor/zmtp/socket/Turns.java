package reactor.zmtp.socket;

import java.util.ArrayDeque;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextTurn;
import reactor.zmtp.pattern.Gradual;

/**
 * Does what takes many steps some at a time: no more than so many in one turn of the event loop, so
 * that its channels are served in between. Confined to the loop.
 */
final class Turns {

  /** Of the order of a millisecond. */
  static final int STEPS = 1024;

  private final NextTurn nextTurn;
  private final ArrayDeque<Gradual> unfinished = new ArrayDeque<>();
  private boolean stopped;

  Turns(IoLoop loop) {
    this.nextTurn = new NextTurn(loop, this::turn);
  }

  /** Goes on with something, in turns to come, until it is finished. */
  void finish(Gradual work) {
    if (!stopped && !unfinished.contains(work)) {
      unfinished.add(work);
      nextTurn.schedule();
    }
  }

  private void turn() {
    int left = STEPS;
    while (left > 0 && !unfinished.isEmpty()) {
      Gradual first = unfinished.element();
      left -= first.advance(left);
      if (left > 0) {
        unfinished.remove(first); // unless that was stopped in the midst of it
      }
    }
    if (!unfinished.isEmpty()) {
      nextTurn.schedule();
    }
  }

  /** What is not finished need not be any more. */
  void stop() {
    stopped = true;
    unfinished.clear();
  }
}
