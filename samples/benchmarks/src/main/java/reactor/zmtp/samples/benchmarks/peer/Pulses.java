package reactor.zmtp.samples.benchmarks.peer;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Messages after silence. Each carries the time it was sent, of a clock that all processes of a
 * machine share: {@link System#nanoTime()} is CLOCK_MONOTONIC. While warming up they follow each
 * other closely and carry no time, so that the code is compiled and the threads still sleep before
 * each.
 */
final class Pulses {

  private final int size;
  private final long warmAt;

  Pulses(Plan plan) {
    this.size = plan.size();
    this.warmAt = System.nanoTime() + plan.warmUp().toNanos();
  }

  /** Waits until the next message is due. */
  byte[] next() {
    Duration pause = pause();
    Pause.until(System.nanoTime() + pause.toNanos());
    return after(pause);
  }

  /** How long to wait before the next message. */
  Duration pause() {
    return System.nanoTime() - warmAt < 0 ? Plan.WARM_PAUSE : Plan.SILENCE;
  }

  /** The message that is sent now, after that pause. */
  byte[] after(Duration pause) {
    byte[] payload = new byte[size];
    ByteBuffer.wrap(payload).putLong(0, pause.equals(Plan.SILENCE) ? System.nanoTime() : 0);
    return payload;
  }

  /** Measures the pulses of another process. */
  static final class Listener {

    private final LatencyMeter meter;

    Listener(Plan plan) {
      meter = new LatencyMeter((int) plan.measured().dividedBy(Plan.SILENCE));
    }

    /**
     * A message sent at that time is here; true when the measurement is complete and has been
     * reported.
     */
    boolean arrived(long sent) {
      if (sent == 0 || !meter.add(System.nanoTime() - sent)) {
        return false;
      }
      meter.report();
      return true;
    }
  }
}
