package reactor.zmtp.samples.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the time from the start of the sending process until messages flow at 90 % of the rate they
 * have in the end. It counts by slots of 20 ms, on one thread.
 */
final class StartMeter {

  private static final long SLOT = 20_000_000;

  /** So many slots in a row are one reading, or a pause of the machine would be taken for cold. */
  private static final int READING = 5;

  private static final double STEADY = 0.9;

  /** How often it reads the clock: a hundred times a millisecond at most, once it is warm. */
  private static final int BATCH = 256;

  private final long[] slots;
  private final int last;
  private int left = 1;
  private long began;

  StartMeter(Plan plan) {
    this.slots = new long[(int) (plan.warmUp().plus(plan.measured()).toNanos() / SLOT)];
    this.last = (int) (plan.measured().toNanos() / SLOT);
  }

  /** The payload of a message that carries when this process began. */
  static byte[] stamp(Plan plan) {
    return ByteBuffer.allocate(plan.size()).putLong(processStart()).array();
  }

  /** Of {@link System#nanoTime()}; Linux knows it to the hundredth of a second. */
  private static long processStart() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(afterName[19]) * 10_000_000; // field 22, in hundredths since boot
    } catch (IOException e) {
      return System.nanoTime(); // no Linux: what came before this is not counted
    }
  }

  /** Counts a message of a process that began then; true when it has been reported. */
  boolean count(long processStart) {
    if (--left > 0) {
      return false;
    }
    left = BATCH;
    began = processStart;
    int slot = (int) ((System.nanoTime() - began) / SLOT);
    if (slot < slots.length) {
      slots[slot] += BATCH;
      return false;
    }
    PeerProgram.result(String.format(Locale.ROOT, "start=%d", start()));
    return true;
  }

  private long start() {
    long steady = Arrays.stream(slots, slots.length - last, slots.length).sum();
    double enough = Math.max(1, STEADY * READING * steady / last);
    long reading = 0;
    for (int i = 0; i < slots.length; i++) {
      reading += slots[i] - (i < READING ? 0 : slots[i - READING]);
      if (reading >= enough) {
        return (i + 1L) * SLOT;
      }
    }
    return slots.length * SLOT;
  }
}
