package reactor.zmtp.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is to be done behind the messages that had been published when it was asked for: while a
 * turn of sending is over, they still wait in their sends. Confined to the event loop.
 */
final class PublishedBefore {

  /** The last of them that a send has: the message of this number. */
  private record Mark(SendSubscriber send, long number) {

    boolean isPassed() {
      return send.isOver() || send.taken() >= number;
    }
  }

  private record Waiting(List<Mark> marks, Runnable task) {

    boolean isDue() {
      return marks.stream().allMatch(Mark::isPassed);
    }
  }

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Runs a task, at once if nothing is before it. */
  void then(List<SendSubscriber> sends, Runnable task) {
    List<Mark> marks = new ArrayList<>();
    for (SendSubscriber send : sends) {
      marks.add(new Mark(send, send.publishedSoFar()));
    }
    waiting.add(new Waiting(marks, task));
    runDue();
  }

  /** Some messages may have gone to their peers. */
  void runDue() {
    while (!waiting.isEmpty() && waiting.element().isDue()) {
      waiting.remove().task().run();
    }
  }
}
