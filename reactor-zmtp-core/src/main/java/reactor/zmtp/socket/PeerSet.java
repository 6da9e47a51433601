package reactor.zmtp.socket;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.connection.PeerRegistry.Refusal;
import reactor.zmtp.pipe.Pipe;

/**
 * Peers of a socket and the places they take: a peer that went keeps its place until nothing of it
 * is left to receive, and one that is about to come has one already. Confined to the event loop,
 * but for {@link #visible}.
 */
final class PeerSet {

  private final SocketType type;
  private final int most;
  private final Set<Pipe> present = new LinkedHashSet<>();

  /** The same, for whoever looks from another thread. */
  private final Set<Pipe> visible = ConcurrentHashMap.newKeySet();

  private int departed;
  private int keptPlaces;

  PeerSet(SocketType type, int most) {
    this.type = type;
    this.most = most;
  }

  /** Those that are there, in the order they came. */
  Set<Pipe> present() {
    return present;
  }

  /** Those that are there, from any thread. */
  Set<Pipe> visible() {
    return visible;
  }

  void keepPlace() {
    keptPlaces++;
  }

  void freePlace() {
    keptPlaces--;
  }

  void add(Pipe pipe) {
    present.add(pipe);
    visible.add(pipe);
  }

  /** The connection of one is gone. */
  void lost(Pipe pipe) {
    present.remove(pipe);
    visible.remove(pipe);
    departed++;
  }

  /** Nothing is left of one whose connection is gone. */
  void emptied() {
    departed--;
  }

  boolean isFull() {
    return present.size() + departed + keptPlaces >= most;
  }

  Refusal tooMany() {
    return new Refusal(
        HandshakeFailure.TOO_MANY_PEERS,
        "this %s socket has %d peers already (maxPeers)"
            .formatted(type, present.size() + departed));
  }

  /** The refusal of a second peer, for a socket type that has one; null if this is the first. */
  @Nullable Refusal exclusive() {
    return present.isEmpty() && keptPlaces == 0
        ? null
        : new Refusal(
            HandshakeFailure.EXCLUSIVE, "this " + type + " socket has its one peer already");
  }
}
