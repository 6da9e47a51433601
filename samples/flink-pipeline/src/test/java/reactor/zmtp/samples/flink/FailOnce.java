package reactor.zmtp.samples.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Fails once, in the middle: after so many, and when a checkpoint is complete. */
final class FailOnce implements MapFunction<Trade, Trade>, CheckpointListener {

  private static final long serialVersionUID = 1;

  // Of the process: a task that is started again is another object.
  private static final AtomicBoolean FAILED = new AtomicBoolean();
  private static final AtomicLong SEEN = new AtomicLong();

  private final long after;
  private boolean checkpointed;

  FailOnce(long after) {
    this.after = after;
    FAILED.set(false);
    SEEN.set(0);
  }

  static boolean hasFailed() {
    return FAILED.get();
  }

  /** How many trades there were, those that came again included. */
  static long seen() {
    return SEEN.get();
  }

  @Override
  public Trade map(Trade trade) {
    if (SEEN.incrementAndGet() > after && checkpointed && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("a failure in the middle");
    }
    return trade;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpointed = true;
  }
}
