package reactor.zmtp.samples.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures what a crowd of peers costs that comes twice: how long it takes until a message of each
 * is here, and what memory is taken when all are. On one thread.
 */
final class HostMeter {

  private static final int PAGE = 4096;

  private final int peers;
  private final long heapBefore = heap();
  private final long residentBefore = resident();
  private int arrived;
  private long cold;
  private long heap;
  private long resident;

  HostMeter(Plan plan) {
    this.peers = plan.count();
  }

  /** A message is here, of a crowd that began to connect then. */
  void arrived(long began) {
    arrived++;
    long took = System.nanoTime() - began;
    if (arrived == peers) {
      cold = took;
      heap = (heap() - heapBefore) / peers;
      resident = (resident() - residentBefore) / peers;
    } else if (arrived == 2 * peers) {
      PeerProgram.result(
          String.format(
              Locale.ROOT,
              "cold=%d warm=%d heap=%d resident=%d",
              cold,
              took,
              Math.max(1, heap),
              Math.max(1, resident)));
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long resident() {
    try {
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
      return Long.parseLong(pages) * PAGE;
    } catch (IOException e) {
      return 0; // no Linux
    }
  }
}
