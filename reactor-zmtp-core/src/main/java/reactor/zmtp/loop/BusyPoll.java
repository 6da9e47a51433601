package reactor.zmtp.loop;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.time.Duration;

/**
 * Looks again for a while before the loop sleeps. Between two looks the loop does its tasks, whose
 * senders need not wake it: that is a system call they are spared. Of one loop.
 */
final class BusyPoll implements SelectStrategy {

  private final long patience;
  private boolean idle;
  private long idleSince;

  BusyPoll(Duration patience) {
    this.patience = patience.toNanos();
  }

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    int ready = selectNow.get();
    if (ready > 0 || hasTasks) {
      idle = false;
      return ready;
    }
    long now = System.nanoTime();
    if (!idle) {
      idle = true;
      idleSince = now;
    }
    if (now - idleSince < patience) {
      Thread.onSpinWait();
      return CONTINUE;
    }
    idle = false; // what wakes it is followed by more, as a rule
    return SELECT;
  }
}
