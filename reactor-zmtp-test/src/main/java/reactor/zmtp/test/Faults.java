package reactor.zmtp.test;

import java.time.Duration;

/**
 * Faults of one direction of a link. Written by any thread and read by the event loop for every
 * buffer, so that a fault is in force as soon as the method that switches it has returned.
 */
final class Faults {

  private static final long NEVER = Long.MAX_VALUE;

  private volatile long delayNanos;
  private volatile boolean paused;
  private volatile boolean blackHole;
  private volatile long truncateAt = NEVER;

  void delay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay " + delay + ": expected zero or more");
    }
    delayNanos = delay.toNanos();
  }

  void pause(boolean on) {
    paused = on;
  }

  void blackHole(boolean on) {
    blackHole = on;
  }

  void truncateAt(long bytes) {
    truncateAt = bytes;
  }

  void clear() {
    delayNanos = 0;
    paused = false;
    blackHole = false;
    truncateAt = NEVER;
  }

  long delayNanos() {
    return delayNanos;
  }

  boolean paused() {
    return paused;
  }

  boolean blackHole() {
    return blackHole;
  }

  long truncateAt() {
    return truncateAt;
  }
}
