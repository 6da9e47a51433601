package reactor.zmtp.storm;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import reactor.core.publisher.Hooks;
import reactor.zmtp.test.watch.Waiting;
import reactor.zmtp.test.watch.Watch;

/** Whatever a storm may leave behind: files, timers, endpoints, buffers, threads, errors. */
final class Remains {

  private static final Duration SHORTLY = Duration.ofSeconds(3);

  /** Whether classes are loaded, for which files are opened. */
  private static boolean warm;

  private final long files = openFiles();
  private final Watch watch = Watch.begin();

  private Remains() {}

  /** Begins to watch, before the world is there. */
  static Remains watch() {
    World.start();
    return new Remains();
  }

  /** What nobody handles is for the world to judge; what was lost its ledger knows. */
  void of(World world) {
    Hooks.resetOnErrorDropped();
    Hooks.onErrorDropped(world::unhandled);
    Hooks.resetOnNextDropped();
  }

  /** All is over: nothing may be left. */
  void find(World world) {
    for (Node node : world.nodes) {
      if (!node.socket.endpoints().isEmpty()) {
        world.findings.add(Rule.NOTHING_LEFT, node + " still has " + node.socket.endpoints());
      }
    }
    if (world.plan.ending() == Ending.LOOPS_FIRST) {
      return; // what lived on loops that have ended is left to whoever ended them
    }
    Waiting.until(() -> world.clock.waiting() == 0, SHORTLY);
    if (world.clock.waiting() > 0) {
      world.findings.add(Rule.NOTHING_LEFT, world.clock.waiting() + " timers");
    }
    Waiting.until(() -> openFiles() <= files || !warm, SHORTLY);
    long more = openFiles() - files;
    if (more > 0 && warm) {
      world.findings.add(Rule.NOTHING_LEFT, more + " channels or other open files");
    }
    warm = true;
  }

  /** Ends it; what is found is told unless the storm was one that Netty may complain of. */
  void end(World world) {
    try {
      watch.end();
    } catch (AssertionError left) {
      if (world.plan.ending() != Ending.LOOPS_FIRST) {
        world.findings.add(Rule.NOTHING_LEFT, left.getMessage());
      }
    }
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
