package reactor.zmtp.samples.patterns.pirate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.zmtp.RoutingId;

/**
 * Workers of a queue, whom its two sockets ask from two event loops: one that was not heard of for
 * too long is none any more.
 */
final class PirateWorkers {

  private final long patience;
  private final Map<RoutingId, Long> heard = new LinkedHashMap<>();
  private final Set<RoutingId> idle = new LinkedHashSet<>();
  private @Nullable MonoSink<RoutingId> waiting;

  PirateWorkers(Duration patience) {
    this.patience = patience.toNanos();
  }

  /** Whatever a worker says is a sign of life; one that was given up before counts as idle. */
  void heard(RoutingId worker, boolean isIdle) {
    synchronized (this) {
      if (heard.put(worker, System.nanoTime()) == null || isIdle) {
        idle.add(worker);
      }
    }
    serve();
  }

  /** The worker that has been idle longest, as soon as there is one; one may wait at a time. */
  Mono<RoutingId> next() {
    return Mono.create(
        sink -> {
          synchronized (this) {
            waiting = sink;
          }
          serve();
        });
  }

  synchronized List<RoutingId> alive() {
    long now = System.nanoTime();
    heard.values().removeIf(last -> now - last > patience);
    idle.retainAll(heard.keySet());
    return new ArrayList<>(heard.keySet());
  }

  private void serve() {
    MonoSink<RoutingId> served;
    RoutingId worker;
    synchronized (this) {
      alive();
      Iterator<RoutingId> longest = idle.iterator();
      if (waiting == null || !longest.hasNext()) {
        return;
      }
      served = waiting;
      waiting = null;
      worker = longest.next();
      longest.remove();
    }
    served.success(worker);
  }
}
