package reactor.zmtp.storm;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.Accepted;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Stopped;

/**
 * The events of one socket, and the story that those of each connection have to tell: it comes, its
 * handshake succeeds or fails, and if it succeeded it ends; one at a time for each endpoint that
 * connects. Not every transport has addresses that tell connections apart: they are counted.
 */
final class Diary implements Consumer<SocketEvent> {

  private enum Chapter {
    BEGUN,
    READY
  }

  private record Page(SocketAddress local, SocketAddress remote, Chapter chapter) {}

  private static final int SOME = 6;

  private final World world;
  private final String name;
  private final Map<Page, Integer> connections = new HashMap<>();
  private final Map<String, Integer> connecting = new HashMap<>();
  private final AtomicLong discarded = new AtomicLong();
  private volatile @Nullable Node node;
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private volatile boolean disturbed;
  private boolean stopped;

  Diary(World world, String name) {
    this.world = world;
    this.name = name;
  }

  void belongsTo(Node owner) {
    node = owner;
  }

  /** How many messages were given up. */
  long discarded() {
    return discarded.get();
  }

  /** Whether no connection has failed or ended. */
  boolean isUndisturbed() {
    return !disturbed;
  }

  @Override
  public void accept(SocketEvent event) {
    world.moves.increment();
    read(event);
    Node owner = node;
    Callbacks.run(
        world.findings,
        true,
        name + ": " + event.getClass().getSimpleName(),
        () -> {
          if (owner != null && owner.dice.oneIn(4)) {
            world.whims.act(owner);
            Tantrum.perhaps(owner.dice, 8);
          }
        });
  }

  /** The last events, for whoever has to find out how it came to this. */
  synchronized String end() {
    return String.join("\n        ", last);
  }

  private synchronized void read(SocketEvent event) {
    last.add(event.toString());
    if (last.size() > SOME) {
      last.remove();
    }
    if (stopped) {
      wrong(event, "came after Stopped");
    }
    if (event instanceof Connected e) {
      comes(new Page(e.local(), e.remote(), Chapter.BEGUN));
      if (connecting.merge(e.endpoint(), 1, Integer::sum) > 1) {
        wrong(event, "is the second connection at a time of one endpoint");
      }
    } else if (event instanceof Accepted e) {
      comes(new Page(e.local(), e.remote(), Chapter.BEGUN));
    } else if (event instanceof HandshakeSucceeded e) {
      leaves(event, new Page(e.local(), e.remote(), Chapter.BEGUN));
      comes(new Page(e.local(), e.remote(), Chapter.READY));
    } else if (event instanceof HandshakeFailed e) {
      ends(event, new Page(e.local(), e.remote(), Chapter.BEGUN));
    } else if (event instanceof Disconnected e) {
      ends(event, new Page(e.local(), e.remote(), Chapter.READY));
    } else if (event instanceof Discarded e) {
      discarded.addAndGet(e.count());
    } else if (event instanceof Stopped) {
      stopped = true;
      boolean byLoops = world.plan.ending() == Ending.LOOPS_FIRST; // which tell nothing
      boolean someReady = connections.keySet().stream().anyMatch(p -> p.chapter == Chapter.READY);
      if (someReady && !byLoops) {
        wrong(event, "came while connections were there: " + connections);
      }
    }
  }

  private void comes(Page page) {
    connections.merge(page, 1, Integer::sum);
  }

  private void leaves(SocketEvent event, Page page) {
    if (!connections.containsKey(page)) {
      wrong(event, "is of a connection that was not " + page.chapter);
    }
    connections.computeIfPresent(page, (same, n) -> n == 1 ? null : n - 1);
  }

  private void ends(SocketEvent event, Page page) {
    disturbed = true;
    leaves(event, page);
    connecting.computeIfPresent(event.endpoint(), (endpoint, n) -> n - 1);
  }

  private void wrong(SocketEvent event, String what) {
    world.findings.add(Rule.ONE_STORY, name + ": " + event + " " + what);
  }
}
