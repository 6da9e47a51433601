package reactor.zmtp.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.TopicTree.Node;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/**
 * What a subscriber wants (RFC 29), and the peers that are told. As in libzmq a topic is wanted
 * until it was unsubscribed from as often as it was subscribed to; peers are told of each
 * subscription, since a verbose XPUB shows them all, and of the last unsubscription.
 */
public final class Topics {

  private static final class Count {
    int times;
  }

  private final boolean verbose;
  private final TopicTree<Count> tree = new TopicTree<>();
  private final List<Pipe> peers = new ArrayList<>();
  private int size;

  /**
   * Nothing is wanted.
   *
   * @param verbose whether peers are told of each unsubscription
   */
  public Topics(boolean verbose) {
    this.verbose = verbose;
  }

  /**
   * A peer came: it is told all topics, each once.
   *
   * @param pipe the peer
   */
  public void join(Pipe pipe) {
    peers.add(pipe);
    for (@Nullable Node<Count> node = tree.root(); node != null; node = node.following()) {
      if (node.value != null) {
        pipe.announce(Announcement.SUBSCRIBE, node.topic());
      }
    }
  }

  /**
   * A peer went.
   *
   * @param pipe the peer
   */
  public void leave(Pipe pipe) {
    peers.remove(pipe);
  }

  /**
   * Subscribes.
   *
   * @param topic the topic, not to be changed any more
   */
  public void subscribe(byte[] topic) {
    Node<Count> node = tree.findOrAdd(topic);
    Count count = node.value;
    if (count == null) {
      count = new Count();
      node.value = count;
      size++;
    }
    count.times++;
    tell(Announcement.SUBSCRIBE, topic);
  }

  /**
   * Unsubscribes.
   *
   * @param topic the topic, not to be changed any more
   */
  public void unsubscribe(byte[] topic) {
    Node<Count> node = tree.find(topic);
    Count count = node == null ? null : node.value;
    boolean last = false;
    if (node != null && count != null && --count.times == 0) {
      node.value = null;
      tree.prune(node);
      size--;
      last = true;
    }
    if (last || verbose) {
      tell(Announcement.CANCEL, topic);
    }
  }

  private void tell(Announcement what, byte[] topic) {
    for (int i = 0; i < peers.size(); i++) {
      peers.get(i).announce(what, topic);
    }
  }

  /**
   * Whether a message is wanted.
   *
   * @param message its first frame
   * @return true if it begins with one of the topics
   */
  public boolean matches(byte[] message) {
    for (Node<Count> node = tree.root(); node != null; node = node.next(message)) {
      if (node.value != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * How many topics there are.
   *
   * @return their number, each counted once
   */
  public int size() {
    return size;
  }
}
