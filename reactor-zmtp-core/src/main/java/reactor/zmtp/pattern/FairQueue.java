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

  public FairQueue() {}

  /** Adds a pipe that had nothing queued and has something now. */
  public void add(Pipe pipe) {
    queued.add(pipe);
  }

  public boolean isEmpty() {
    return queued.isEmpty();
  }

  /** Discards what is queued and returns how many messages that were. */
  public long discard() {
    long sum = 0;
    for (Pipe pipe : queued) {
      sum += pipe.discardInbound();
    }
    queued.clear();
    return sum;
  }

  /**
   * Takes the pipe whose turn it is, or null; to be added again if it still has something
   * afterwards.
   */
  public @Nullable Pipe next() {
    return queued.poll();
  }
}
