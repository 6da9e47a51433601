package reactor.zmtp.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.TopicTree.Node;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/**
 * Topics of a subscriber (RFC 29), and the peers that it sends them to. As in libzmq a topic is
 * wanted until it was unsubscribed from as often as it was subscribed to; peers are sent each
 * subscription, since a verbose XPUB shows them all, and the last unsubscription.
 *
 * <p>A peer that comes is sent all topics incrementally, in the order of their bytes, one step for
 * each. How far that has come is a topic, the next: what changes before it is sent at once, and of
 * what comes after it how it is by then.
 */
public final class Topics implements IncrementalTask {

  private static final class Count {
    int times;

    /** How many of these end by {@link #release} alone. */
    int held;
  }

  /** A peer, and the next to be sent of the topics there were when it came. */
  private static final class Publisher {

    private static final byte[] NOTHING = {};

    final Pipe pipe;

    /** A topic that is wanted; null if all have been sent. */
    @Nullable Node<Count> next;

    private byte[] nextTopic = NOTHING;

    Publisher(Pipe pipe) {
      this.pipe = pipe;
    }

    /** Next is the first that is wanted from a node on. */
    void goOnWith(@Nullable Node<Count> node) {
      next = node;
      while (next != null && next.value == null) {
        next = next.following();
      }
      nextTopic = next == null ? NOTHING : next.topic();
    }

    /** Returns how many topics it sent. */
    int announce(int most) {
      int sent = 0;
      while (next != null && sent < most) {
        pipe.announce(Announcement.SUBSCRIBE, nextTopic);
        goOnWith(next.following());
        sent++;
      }
      return sent;
    }

    /** Whether the peer will be sent a topic, if that is wanted then, when its turn comes. */
    boolean isYetToHear(byte[] topic) {
      return next != null && Arrays.compareUnsigned(topic, nextTopic) >= 0;
    }
  }

  private final boolean verbose;
  private final TopicTree<Count> tree = new TopicTree<>();
  private final List<Publisher> peers = new ArrayList<>();
  private final ArrayDeque<Publisher> newcomers = new ArrayDeque<>();
  private int size;

  /** If {@code verbose}, peers are sent each unsubscription. */
  public Topics(boolean verbose) {
    this.verbose = verbose;
  }

  /** Adds a peer: {@link #advance} sends it all topics, each once. */
  public void join(Pipe pipe) {
    Publisher peer = new Publisher(pipe);
    peers.add(peer);
    peer.goOnWith(tree.root());
    newcomers.add(peer);
  }

  public void leave(Pipe pipe) {
    peers.removeIf(peer -> peer.pipe == pipe);
    newcomers.removeIf(peer -> peer.pipe == pipe);
  }

  @Override
  public int advance(int most) {
    int sent = 0;
    while (sent < most && !newcomers.isEmpty()) {
      Publisher first = newcomers.element();
      sent += first.announce(most - sent);
      if (first.next == null) {
        newcomers.remove();
      }
    }
    return sent;
  }

  /** The topic is not to be changed any more. */
  public void subscribe(byte[] topic) {
    add(topic);
  }

  /** Subscribes until {@link #release}: {@link #unsubscribe} does not take that back. */
  public void hold(byte[] topic) {
    add(topic).held++;
  }

  /** Ends what {@link #hold} began. */
  public void release(byte[] topic) {
    Node<Count> node = tree.find(topic);
    if (node != null && node.value != null) {
      node.value.held--;
    }
    unsubscribe(topic);
  }

  private Count add(byte[] topic) {
    Node<Count> node = tree.findOrAdd(topic);
    Count count = node.value;
    if (count == null) {
      count = new Count();
      node.value = count;
      size++;
    }
    count.times++;
    announce(Announcement.SUBSCRIBE, topic);
    return count;
  }

  /** The topic is not to be changed any more. */
  public void unsubscribe(byte[] topic) {
    Node<Count> node = tree.find(topic);
    Count count = node == null ? null : node.value;
    if (node == null || count == null) {
      if (verbose) {
        peers.forEach(peer -> peer.pipe.announce(Announcement.CANCEL, topic));
      }
      return;
    }
    if (count.times == count.held) {
      return;
    }
    count.times--;
    if (count.times == 0 || verbose) {
      announce(Announcement.CANCEL, topic);
    }
    if (count.times == 0) {
      forget(node);
    }
  }

  private void forget(Node<Count> node) {
    node.value = null;
    size--;
    for (Publisher newcomer : newcomers) {
      if (newcomer.next == node) {
        newcomer.goOnWith(node);
      }
    }
    tree.prune(node);
  }

  private void announce(Announcement what, byte[] topic) {
    for (int i = 0; i < peers.size(); i++) {
      if (!peers.get(i).isYetToHear(topic)) {
        peers.get(i).pipe.announce(what, topic);
      }
    }
  }

  /** Whether a message is wanted, by its first frame. */
  public boolean matches(byte[] message) {
    for (Node<Count> node = tree.root(); node != null; node = node.next(message)) {
      if (node.value != null) {
        return true;
      }
    }
    return false;
  }

  /** How many topics there are, each counted once. */
  public int size() {
    return size;
  }
}
