package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.TopicTree.Node;
import reactor.zmtp.pipe.Pipe;

/**
 * Peers and their topics, or the groups they are in. A peer that went is gone at once, whereas its
 * memberships, which can be a million, are ended one by one: that is what is incremental here.
 *
 * <p>Each addition pays for two of those that are gone. So there never are more than when the peers
 * went, as fast as others may come and go.
 */
final class SubscriptionIndex implements IncrementalTask {

  private static final int PAID_FOR_ONE = 2;

  private final TopicTree<Subscribers> tree = new TopicTree<>();
  private final IdentityHashMap<Pipe, Subscriber> peers = new IdentityHashMap<>();
  private final ArrayDeque<Subscriber> gone = new ArrayDeque<>();
  private @Nullable UnsubscribeListener departure;
  private int topics;

  void onDeparture(UnsubscribeListener departure) {
    this.departure = departure;
  }

  TopicTree<Subscribers> tree() {
    return tree;
  }

  /** How many topics have members, be they gone. */
  int topics() {
    return topics;
  }

  // Peers.

  int peers() {
    return peers.size();
  }

  @Nullable Subscriber peer(Pipe pipe) {
    return peers.get(pipe);
  }

  Subscriber add(Pipe pipe) {
    Subscriber peer = new Subscriber(pipe);
    peers.put(pipe, peer);
    return peer;
  }

  /** Returns null if the peer was not there. */
  @Nullable Subscriber remove(Pipe pipe) {
    Subscriber peer = peers.remove(pipe);
    if (peer != null) {
      peer.gone = true;
      if (peer.memberships() > 0) {
        gone.add(peer);
      }
    }
    return peer;
  }

  // Memberships.

  /** Null if nobody has the topic. */
  @Nullable Subscribers find(byte[] topic) {
    Node<Subscribers> node = tree.find(topic);
    return node == null ? null : node.value;
  }

  /** The peers that have a topic; if there are none, one must be added to them. */
  Subscribers findOrAdd(byte[] topic) {
    advance(PAID_FOR_ONE);
    Node<Subscribers> node = tree.findOrAdd(topic);
    Subscribers members = node.value;
    if (members == null) {
      members = new Subscribers(node);
      node.value = members;
      topics++;
    }
    return members;
  }

  /** Adds one that is not among them; returns whether no other is, but those that are gone. */
  boolean add(Subscribers members, Subscriber peer) {
    endFirst(members, false);
    members.add(peer);
    return members.size() == 1;
  }

  /** Follows a removal; returns whether no other is among them, but those that are gone. */
  boolean removedFrom(Subscribers members) {
    endFirst(members, true);
    return forgetIfEmpty(members);
  }

  /**
   * Ends it for those that are gone, until one is the first that is not: then the number of the
   * others is reported as though they had all been ended when they went. With {@code others}
   * somebody has the topic beside them.
   */
  private void endFirst(Subscribers members, boolean others) {
    while (members.size() > 0 && members.get(0).gone) {
      Subscriber first = members.get(0);
      members.remove(first);
      report(first, members, !others && members.size() == 0);
    }
  }

  private boolean forgetIfEmpty(Subscribers members) {
    if (members.size() > 0) {
      return false;
    }
    members.node().value = null;
    tree.prune(members.node());
    topics--;
    return true;
  }

  /** Ends memberships of those that are gone, in the order they went. */
  @Override
  public int advance(int most) {
    int ended = 0;
    while (ended < most && !gone.isEmpty()) {
      Subscriber first = gone.element();
      Subscribers members = first.oldest();
      if (members == null) {
        gone.remove();
      } else {
        members.remove(first);
        report(first, members, members.size() == 0);
        forgetIfEmpty(members);
        ended++;
      }
    }
    return ended;
  }

  private void report(Subscriber peer, Subscribers members, boolean sole) {
    if (departure != null) {
      departure.ended(peer.pipe, members.node().topic(), sole);
    }
  }
}
