package reactor.zmtp.pattern;

import java.util.Arrays;
import reactor.zmtp.pattern.TopicTree.Node;
import reactor.zmtp.pipe.Pipe;

/**
 * Topics that peers have subscribed to (RFC 29): a peer gets the messages that begin with one of
 * its topics. A peer has a topic or has it not, however often it subscribed, as in libzmq: it is
 * the subscriber's side that counts.
 *
 * <p>A message costs as many steps as it has bytes at most, and one for each subscription that
 * matches, whatever the number of the others; matching allocates nothing.
 *
 * <p>A peer that went gets nothing from then on. Its topics are ended incrementally, one step for
 * each. What a change is does not depend on how far that has come: where it would matter, they are
 * ended before.
 */
public final class Subscriptions implements Audience, IncrementalTask {

  /** Effect of a subscription, or of its end. */
  public enum Change {
    /** None: it was so before. */
    NONE,
    /** Others have that topic too. */
    SHARED,
    /** No other peer has that topic. */
    SOLE
  }

  /**
   * What a topic takes beside its own bytes, at most: two nodes of the tree, where it ends and
   * where it parts from another, their arrays, and the peer's being one of its subscribers.
   */
  private static final int COST = 320;

  private final boolean inverted;
  private final SubscriptionIndex peers = new SubscriptionIndex();
  private Subscriber[] all = new Subscriber[8];
  private Pipe[] matched = new Pipe[8];
  private long matches;

  /** If {@code inverted}, a message goes to those that have not subscribed to it. */
  public Subscriptions(boolean inverted) {
    this.inverted = inverted;
  }

  /** Sets the listener for the topics of peers that went. */
  public void onDeparture(UnsubscribeListener departure) {
    peers.onDeparture(departure);
  }

  @Override
  public void add(Pipe pipe) {
    Subscriber peer = peers.add(pipe);
    peer.index = peers.peers() - 1;
    if (peer.index == all.length) {
      all = Arrays.copyOf(all, all.length * 2);
      matched = Arrays.copyOf(matched, all.length);
    }
    all[peer.index] = peer;
  }

  @Override
  @SuppressWarnings("NullAway") // beyond its size the array holds nothing
  public void remove(Pipe pipe) {
    Subscriber peer = peers.remove(pipe);
    if (peer != null) {
      Subscriber last = all[peers.peers()];
      last.index = peer.index;
      all[peer.index] = last;
      all[peers.peers()] = null;
      Arrays.fill(matched, null); // it keeps nobody alive
    }
  }

  @Override
  public int advance(int most) {
    return peers.advance(most);
  }

  /** Does not keep the array. */
  public Change subscribe(Pipe pipe, byte[] topic) {
    Subscriber peer = peers.peer(pipe);
    if (peer == null) {
      return Change.NONE;
    }
    Subscribers subscribers = peers.findOrAdd(topic);
    if (subscribers.of(peer) != null) {
      return Change.NONE;
    }
    peer.bytes += cost(topic);
    return peers.add(subscribers, peer) ? Change.SOLE : Change.SHARED;
  }

  public Change unsubscribe(Pipe pipe, byte[] topic) {
    Subscriber peer = peers.peer(pipe);
    Subscribers subscribers = peers.find(topic);
    if (peer == null || subscribers == null || !subscribers.remove(peer)) {
      return Change.NONE;
    }
    peer.bytes -= cost(topic);
    return peers.removedFrom(subscribers) ? Change.SOLE : Change.SHARED;
  }

  /** What one topic takes of a peer's bytes: its own, and what is held beside them at most. */
  public static long cost(byte[] topic) {
    return (long) COST + topic.length;
  }

  public int count(Pipe pipe) {
    Subscriber peer = peers.peer(pipe);
    return peer == null ? 0 : peer.memberships();
  }

  /** The sum of the {@link #cost} of a peer's topics. */
  public long bytes(Pipe pipe) {
    Subscriber peer = peers.peer(pipe);
    return peer == null ? 0 : peer.bytes;
  }

  public boolean has(Pipe pipe, byte[] topic) {
    Subscriber peer = peers.peer(pipe);
    Subscribers subscribers = peers.find(topic);
    return peer != null && subscribers != null && subscribers.of(peer) != null;
  }

  /**
   * How many topics there are, those of several peers counted once, and with those of peers that
   * went and which have not been ended yet.
   */
  public int topics() {
    return peers.topics();
  }

  @Override
  public int match(byte[] topic) {
    long match = ++matches;
    int count = 0;
    for (Node<Subscribers> node = peers.tree().root(); node != null; node = node.next(topic)) {
      Subscribers subscribers = node.value;
      if (subscribers != null) {
        for (int i = 0; i < subscribers.size(); i++) {
          Subscriber subscriber = subscribers.get(i);
          if (subscriber.matched != match && !subscriber.gone) {
            subscriber.matched = match;
            matched[count++] = subscriber.pipe;
          }
        }
      }
    }
    return inverted ? others(match) : count;
  }

  private int others(long match) {
    int count = 0;
    for (int i = 0; i < peers.peers(); i++) {
      if (all[i].matched != match) {
        matched[count++] = all[i].pipe;
      }
    }
    return count;
  }

  @Override
  public Pipe matched(int index) {
    return matched[index];
  }
}
