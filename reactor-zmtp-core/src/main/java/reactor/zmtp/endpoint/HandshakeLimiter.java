package reactor.zmtp.endpoint;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits the handshakes in progress at a listener, by the addresses they come from. When they are
 * as many as there may be, the oldest of the address with the most gives way, but only to one whose
 * address would have less than half as many. So a single address, be it of an attacker, cannot keep
 * others out; and among those that have about the same, or where all come from one address as
 * behind a load balancer, nobody is cut off: the newcomer is the one too many. Confined to one
 * event loop.
 *
 * @param <P> what is in its handshake
 */
final class HandshakeLimiter<P> {

  private final int most;
  private final Map<Object, Set<P>> byNetwork = new HashMap<>();
  private final Map<P, Object> networks = new HashMap<>();

  /** The networks that have so many in progress. */
  private final TreeMap<Integer, Set<Object>> byCount = new TreeMap<>();

  HandshakeLimiter(int most) {
    this.most = most;
  }

  boolean isFull() {
    return networks.size() >= most;
  }

  /** The one that gives way to one more of an address, or null if that one is too many itself. */
  @Nullable P givingWayTo(Object newcomer) {
    Set<P> own = byNetwork.get(newcomer);
    int due = own == null ? 1 : own.size() + 1;
    Map.Entry<Integer, Set<Object>> largest = byCount.lastEntry();
    if (largest == null || largest.getKey() <= 2 * due) {
      return null;
    }
    Set<P> eldest = byNetwork.get(largest.getValue().iterator().next());
    return eldest == null ? null : eldest.iterator().next();
  }

  void begin(P peer, Object network) {
    Set<P> peers = byNetwork.computeIfAbsent(network, none -> new LinkedHashSet<>());
    networks.put(peer, network);
    peers.add(peer);
    recount(network, peers.size() - 1, peers.size());
  }

  /** Ends one that succeeded, failed, or gave way; more than once does no harm. */
  void end(P peer) {
    Object network = networks.remove(peer);
    Set<P> peers = network == null ? null : byNetwork.get(network);
    if (network != null && peers != null) {
      peers.remove(peer);
      recount(network, peers.size() + 1, peers.size());
      if (peers.isEmpty()) {
        byNetwork.remove(network);
      }
    }
  }

  private void recount(Object network, int before, int now) {
    Set<Object> former = byCount.get(before);
    if (former != null && former.remove(network) && former.isEmpty()) {
      byCount.remove(before);
    }
    if (now > 0) {
      byCount.computeIfAbsent(now, none -> new LinkedHashSet<>()).add(network);
    }
  }

  int addresses() {
    return byNetwork.size();
  }
}
