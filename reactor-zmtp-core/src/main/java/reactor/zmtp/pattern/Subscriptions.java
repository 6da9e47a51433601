package reactor.zmtp.pattern;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import reactor.zmtp.pattern.TopicTree.Node;
import reactor.zmtp.pipe.Pipe;

/**
 * Who has subscribed to what (RFC 29): a peer gets the messages that begin with one of its topics.
 * A peer has a topic or has it not, however often it subscribed, as in libzmq: it is the
 * subscriber's side that counts.
 *
 * <p>A message costs as many steps as it has bytes at most, and one for each subscription that
 * matches, whatever the number of the others; matching allocates nothing. A peer that goes costs as
 * many steps as it had topics.
 */
public final class Subscriptions implements Audience {

  /** What a subscription, or its end, changed. */
  public enum Change {
    /** Nothing: it was so before. */
    NONE,
    /** Others have that topic too. */
    SHARED,
    /** No other peer has that topic. */
    SOLE
  }

  /** Is told which topics a peer had that goes. */
  public interface Departure {

    /**
     * The peer had a topic, and has it no more.
     *
     * @param topic the topic, the callee's own
     * @param sole whether nobody has it any more
     */
    void ended(byte[] topic, boolean sole);
  }

  /** One peer, and where it is among those of each of its topics. */
  private static final class Subscriber {

    final Pipe pipe;
    final IdentityHashMap<Node<Subscribers>, Place> places = new IdentityHashMap<>();
    int index;
    long matched;
    long bytes;

    Subscriber(Pipe pipe) {
      this.pipe = pipe;
    }
  }

  /** An index among the subscribers of a topic. */
  private static final class Place {
    int index;
  }

  /** Those that have a topic, in no order. */
  private static final class Subscribers {

    private final Node<Subscribers> topic;
    Subscriber[] members = new Subscriber[1];
    int size;

    Subscribers(Node<Subscribers> topic) {
      this.topic = topic;
    }

    void add(Subscriber subscriber) {
      if (size == members.length) {
        members = Arrays.copyOf(members, size * 2);
      }
      Place place = new Place();
      place.index = size;
      subscriber.places.put(topic, place);
      members[size++] = subscriber;
    }

    /** The last of them takes the place of the one that goes. */
    @SuppressWarnings("NullAway") // beyond its size the array holds nothing
    void remove(Place place) {
      Subscriber last = members[--size];
      Place lasts = last.places.get(topic);
      if (lasts != null) {
        lasts.index = place.index;
      }
      members[place.index] = last;
      members[size] = null;
    }
  }

  private final boolean inverted;
  private final TopicTree<Subscribers> tree = new TopicTree<>();
  private final IdentityHashMap<Pipe, Subscriber> byPipe = new IdentityHashMap<>();
  private Subscriber[] all = new Subscriber[8];
  private Pipe[] matched = new Pipe[8];
  private int topics;
  private long matches;

  /**
   * Nobody has subscribed.
   *
   * @param inverted whether a message goes to those that have not subscribed to it
   */
  public Subscriptions(boolean inverted) {
    this.inverted = inverted;
  }

  @Override
  public void add(Pipe pipe) {
    Subscriber subscriber = new Subscriber(pipe);
    subscriber.index = byPipe.size();
    if (subscriber.index == all.length) {
      all = Arrays.copyOf(all, all.length * 2);
      matched = Arrays.copyOf(matched, all.length);
    }
    all[subscriber.index] = subscriber;
    byPipe.put(pipe, subscriber);
  }

  @Override
  @SuppressWarnings("NullAway") // beyond its size the array holds nothing
  public void remove(Pipe pipe) {
    unsubscribeAll(pipe, (topic, sole) -> {});
    Subscriber subscriber = byPipe.remove(pipe);
    if (subscriber != null) {
      Subscriber last = all[byPipe.size()];
      last.index = subscriber.index;
      all[subscriber.index] = last;
      all[byPipe.size()] = null;
      Arrays.fill(matched, null); // it keeps nobody alive
    }
  }

  /**
   * A peer subscribes.
   *
   * @param pipe the peer
   * @param topic the topic, not kept
   * @return what that changed
   */
  public Change subscribe(Pipe pipe, byte[] topic) {
    Subscriber subscriber = byPipe.get(pipe);
    if (subscriber == null) {
      return Change.NONE;
    }
    Node<Subscribers> node = tree.findOrAdd(topic);
    Subscribers subscribers = node.value;
    if (subscribers == null) {
      subscribers = new Subscribers(node);
      node.value = subscribers;
      topics++;
    } else if (subscriber.places.containsKey(node)) {
      return Change.NONE;
    }
    subscribers.add(subscriber);
    subscriber.bytes += topic.length;
    return subscribers.size == 1 ? Change.SOLE : Change.SHARED;
  }

  /**
   * A peer subscribes no longer.
   *
   * @param pipe the peer
   * @param topic the topic
   * @return what that changed
   */
  public Change unsubscribe(Pipe pipe, byte[] topic) {
    Subscriber subscriber = byPipe.get(pipe);
    Node<Subscribers> node = tree.find(topic);
    Place place = subscriber == null || node == null ? null : subscriber.places.remove(node);
    if (subscriber == null || place == null || node == null) {
      return Change.NONE;
    }
    subscriber.bytes -= topic.length;
    return remove(node, place) ? Change.SOLE : Change.SHARED;
  }

  /**
   * A peer has no topic any more.
   *
   * @param pipe the peer
   * @param departure is told those it had
   */
  public void unsubscribeAll(Pipe pipe, Departure departure) {
    Subscriber subscriber = byPipe.get(pipe);
    if (subscriber == null) {
      return;
    }
    for (Map.Entry<Node<Subscribers>, Place> each : subscriber.places.entrySet()) {
      byte[] topic = each.getKey().topic();
      boolean sole = remove(each.getKey(), each.getValue());
      departure.ended(topic, sole);
    }
    subscriber.places.clear();
    subscriber.bytes = 0;
  }

  /** Returns whether nobody has the topic any more. */
  private boolean remove(Node<Subscribers> node, Place place) {
    Subscribers subscribers = node.value;
    if (subscribers == null) {
      return true;
    }
    subscribers.remove(place);
    if (subscribers.size > 0) {
      return false;
    }
    node.value = null;
    tree.prune(node);
    topics--;
    return true;
  }

  /**
   * How many topics a peer has.
   *
   * @param pipe the peer
   * @return their number
   */
  public int count(Pipe pipe) {
    Subscriber subscriber = byPipe.get(pipe);
    return subscriber == null ? 0 : subscriber.places.size();
  }

  /**
   * How many bytes the topics of a peer have.
   *
   * @param pipe the peer
   * @return their sum
   */
  public long bytes(Pipe pipe) {
    Subscriber subscriber = byPipe.get(pipe);
    return subscriber == null ? 0 : subscriber.bytes;
  }

  /**
   * Whether a peer has a topic.
   *
   * @param pipe the peer
   * @param topic the topic
   * @return true if it has that very topic
   */
  public boolean has(Pipe pipe, byte[] topic) {
    Subscriber subscriber = byPipe.get(pipe);
    Node<Subscribers> node = tree.find(topic);
    return subscriber != null && node != null && subscriber.places.containsKey(node);
  }

  /**
   * How many topics there are, those of several peers counted once.
   *
   * @return their number
   */
  public int topics() {
    return topics;
  }

  @Override
  public int match(byte[] topic) {
    long match = ++matches;
    int count = 0;
    for (Node<Subscribers> node = tree.root(); node != null; node = node.next(topic)) {
      Subscribers subscribers = node.value;
      if (subscribers != null) {
        for (int i = 0; i < subscribers.size; i++) {
          Subscriber subscriber = subscribers.members[i];
          if (subscriber.matched != match) {
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
    for (int i = 0; i < byPipe.size(); i++) {
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
