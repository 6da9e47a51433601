package reactor.zmtp.hostile;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What an attack costs. */
final class Memory {

  private Memory() {}

  /** Bytes of objects that can be reached. */
  static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
