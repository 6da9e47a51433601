package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pipe.Pipe;

/**
 * Incoming routing of PULL (RFC 30) and most others: one message of each peer that has some, in
 * turn.
 */
public final class FairQueue {

  private final ArrayDeque<Pipe> queued = new ArrayDeque<>();

  /** A queue with nothing in it. */
  public FairQueue() {}

  /**
   * A pipe that had nothing queued has something now.
   *
   * @param pipe the pipe
   */
  public void add(Pipe pipe) {
    queued.add(pipe);
  }

  /**
   * Whether no pipe has anything queued.
   *
   * @return true if {@link #next} returns null
   */
  public boolean isEmpty() {
    return queued.isEmpty();
  }

  /**
   * Gives up what is queued.
   *
   * @return how many messages that were
   */
  public long discard() {
    long sum = 0;
    for (Pipe pipe : queued) {
      sum += pipe.discardInbound();
    }
    queued.clear();
    return sum;
  }

  /**
   * Takes the pipe whose turn it is; to be added again if it still has something afterwards.
   *
   * @return the pipe, or null if none has anything
   */
  public @Nullable Pipe next() {
    return queued.poll();
  }
}
