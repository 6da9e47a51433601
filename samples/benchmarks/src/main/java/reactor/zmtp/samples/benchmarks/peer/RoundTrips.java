package reactor.zmtp.samples.benchmarks.peer;

/** Times one message at a time, there and back: first for the warm-up, then for the measurement. */
final class RoundTrips {

  private final LatencyMeter meter = new LatencyMeter();
  private final long warmUp;
  private final long measured;
  private long warmAt;
  private long sent;
  private boolean measuring;

  RoundTrips(Plan plan) {
    this.warmUp = plan.warmUp().toNanos();
    this.measured = plan.measured().toNanos();
  }

  void leaves() {
    sent = System.nanoTime();
  }

  /** The message is back; true when the measurement is complete and has been reported. */
  boolean isBack() {
    long now = System.nanoTime();
    if (warmAt == 0) {
      warmAt = now + warmUp;
    }
    if (now - warmAt < 0) {
      return false;
    }
    if (!measuring) {
      measuring = true;
      PeerProgram.measuring();
      return false;
    }
    if (meter.add(now - sent) || now - warmAt >= measured) {
      meter.report();
      return true;
    }
    return false;
  }
}
