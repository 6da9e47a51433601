package reactor.zmtp.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import reactor.core.publisher.Hooks;
import reactor.zmtp.test.watch.Waiting;
import reactor.zmtp.test.watch.Watch;

/** Whatever a storm may leave behind: channels, timers, endpoints, buffers, threads, errors. */
final class Remains {

  private static final Duration SHORTLY = Duration.ofSeconds(3);

  private static final Path OPEN = Path.of("/proc/self/fd");

  /** Whether Netty and Java have opened the sockets that they keep for themselves. */
  private static boolean warm;

  private final long channels = openChannels();
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
    Waiting.until(() -> world.clock.waiting() == 0, SHORTLY);
    if (world.clock.waiting() > 0) {
      world.findings.add(Rule.NOTHING_LEFT, world.clock.waiting() + " timers");
    }
    Waiting.until(() -> openChannels() <= channels, SHORTLY);
    long more = openChannels() - channels;
    if (more > 0 && warm) {
      world.findings.add(Rule.NOTHING_LEFT, more + " open channels");
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

  /** Where Linux tells. Of files the JVM opens more as it goes. */
  private static long openChannels() {
    if (!Files.isDirectory(OPEN)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(OPEN)) {
      return all.filter(Remains::isChannel).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isChannel(Path open) {
    try {
      return Files.readSymbolicLink(open).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false; // since it was listed
    }
  }
}
