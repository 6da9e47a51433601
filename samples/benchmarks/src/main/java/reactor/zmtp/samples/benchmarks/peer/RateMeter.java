package reactor.zmtp.samples.benchmarks.peer;

import java.util.Locale;

/**
 * Counts messages as they arrive, on one thread. It reads the clock about once a megabyte and at
 * most every 1024 messages, so that it costs nothing: a rate is of whole batches between two
 * readings.
 */
final class RateMeter {

  private final int batch;
  private final long warmUp;
  private final long measured;
  private int left;
  private long warmAt;
  private long started;
  private long messages;

  RateMeter(Plan plan) {
    this(plan, 1024);
  }

  /** For what comes slowly: it reads the clock at most every {@code batch} messages. */
  RateMeter(Plan plan, int batch) {
    this.batch = Math.max(1, Math.min(batch, (1 << 20) / plan.size()));
    this.warmUp = plan.warmUp().toNanos();
    this.measured = plan.measured().toNanos();
    this.left = batch;
  }

  /** Counts one message; true when the measurement is complete and has been reported. */
  boolean count() {
    return --left == 0 && batchIsComplete();
  }

  private boolean batchIsComplete() {
    left = batch;
    long now = System.nanoTime();
    if (warmAt == 0) {
      warmAt = now + warmUp;
    } else if (started != 0) {
      messages += batch;
      if (now - started >= measured) {
        double rate = messages * 1e9 / (now - started);
        PeerProgram.result(String.format(Locale.ROOT, "rate=%.3f messages=%d", rate, messages));
        return true;
      }
    } else if (now - warmAt >= 0) {
      started = now;
      PeerProgram.measuring();
    }
    return false;
  }
}
