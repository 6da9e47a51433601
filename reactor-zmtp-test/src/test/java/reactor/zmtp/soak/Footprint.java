package reactor.zmtp.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/**
 * What this JVM holds.
 *
 * @param heap bytes that are still reachable
 * @param direct bytes of Netty's buffers, pooled ones included
 * @param files open file descriptors; 0 where they cannot be counted
 */
public record Footprint(long heap, long direct, long files) {

  /** Now, without garbage. */
  public static Footprint now() {
    System.gc();
    return new Footprint(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        PlatformDependent.usedDirectMemory(),
        openFiles());
  }

  /** Of the whole process. */
  static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
