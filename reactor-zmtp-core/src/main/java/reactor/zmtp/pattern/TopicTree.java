package reactor.zmtp.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Topics and what belongs to each: a radix tree over bytes. A node is a topic with a value, or
 * where topics part; so there are at most twice as many nodes as topics, however long these are.
 * Peers choose the topics, which is why nothing here recurs.
 *
 * @param <V> what belongs to a topic
 */
final class TopicTree<V> {

  private static final byte[] NOTHING = {};
  private static final Node<?>[] NO_NODES = {};

  /** A place in the tree. */
  static final class Node<V> {

    private byte[] label;
    private final int depth;
    private @Nullable Node<V> parent;
    private byte[] keys = NOTHING;
    private Node<V>[] children = none();
    @Nullable V value;

    private Node(@Nullable Node<V> parent, byte[] label, int depth) {
      this.parent = parent;
      this.label = label;
      this.depth = depth;
    }

    @SuppressWarnings("unchecked") // it holds nothing
    private static <V> Node<V>[] none() {
      return (Node<V>[]) NO_NODES;
    }

    /** The next node on the way of a message, or null if its way ends here. */
    @Nullable Node<V> next(byte[] message) {
      if (depth >= message.length) {
        return null;
      }
      int index = indexOf(message[depth]);
      if (index < 0) {
        return null;
      }
      Node<V> child = children[index];
      return child.depth <= message.length && child.isLabelled(message) ? child : null;
    }

    private boolean isLabelled(byte[] message) {
      return Arrays.equals(label, 0, label.length, message, depth - label.length, depth);
    }

    /** The topic, the caller's own. */
    byte[] topic() {
      byte[] topic = new byte[depth];
      for (Node<V> node = this; node != null; node = node.parent) {
        System.arraycopy(node.label, 0, topic, node.depth - node.label.length, node.label.length);
      }
      return topic;
    }

    /** The node that follows in the order of the bytes, or null if this is the last. */
    @Nullable Node<V> following() {
      if (children.length > 0) {
        return children[0];
      }
      Node<V> node = this;
      for (Node<V> above = parent; above != null; above = node.parent) {
        int index = above.indexOf(node.label[0]) + 1;
        if (index < above.children.length) {
          return above.children[index];
        }
        node = above;
      }
      return null;
    }

    private int indexOf(byte key) {
      int low = 0;
      int high = keys.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = keys[middle] - key;
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -(low + 1);
    }

    private void put(Node<V> child) {
      child.parent = this;
      int index = indexOf(child.label[0]);
      if (index >= 0) {
        children[index] = child;
        return;
      }
      int at = -(index + 1);
      byte[] moreKeys = new byte[keys.length + 1];
      System.arraycopy(keys, 0, moreKeys, 0, at);
      System.arraycopy(keys, at, moreKeys, at + 1, keys.length - at);
      moreKeys[at] = child.label[0];
      Node<V>[] more = Arrays.copyOf(children, children.length + 1);
      System.arraycopy(children, at, more, at + 1, children.length - at);
      more[at] = child;
      keys = moreKeys;
      children = more;
    }

    private void remove(Node<V> child) {
      int at = indexOf(child.label[0]);
      byte[] fewerKeys = new byte[keys.length - 1];
      System.arraycopy(keys, 0, fewerKeys, 0, at);
      System.arraycopy(keys, at + 1, fewerKeys, at, fewerKeys.length - at);
      Node<V>[] fewer = Arrays.copyOf(children, fewerKeys.length);
      System.arraycopy(children, at + 1, fewer, at, fewer.length - at);
      keys = fewerKeys;
      children = fewer;
    }
  }

  private final Node<V> root = new Node<>(null, NOTHING, 0);

  /** The node of the empty topic, where the way of every message begins. */
  Node<V> root() {
    return root;
  }

  /** The node of a topic, or null if there is none. */
  @Nullable Node<V> find(byte[] topic) {
    Node<V> node = deepest(topic);
    return node.depth == topic.length ? node : null;
  }

  /** The node of a topic, made if there is none. It must get a value, or be pruned. */
  Node<V> findOrAdd(byte[] topic) {
    Node<V> node = deepest(topic);
    if (node.depth == topic.length) {
      return node;
    }
    int index = node.indexOf(topic[node.depth]);
    Node<V> from = index < 0 ? node : part(node.children[index], topic);
    if (from.depth == topic.length) {
      return from;
    }
    Node<V> leaf =
        new Node<>(from, Arrays.copyOfRange(topic, from.depth, topic.length), topic.length);
    from.put(leaf);
    return leaf;
  }

  private Node<V> deepest(byte[] topic) {
    Node<V> node = root;
    for (Node<V> next = node.next(topic); next != null; next = node.next(topic)) {
      node = next;
    }
    return node;
  }

  /** Puts a node above another, where the topic parts from it. */
  private static <V> Node<V> part(Node<V> below, byte[] topic) {
    Node<V> above = below.parent;
    if (above == null) {
      throw new IllegalStateException("nothing parts from the root");
    }
    int common =
        Arrays.mismatch(below.label, 0, below.label.length, topic, above.depth, topic.length);
    Node<V> middle = new Node<>(above, Arrays.copyOf(below.label, common), above.depth + common);
    above.put(middle);
    below.label = Arrays.copyOfRange(below.label, common, below.label.length);
    middle.put(below);
    return middle;
  }

  /** Forgets a node whose value is gone, and those that were there only for it. */
  void prune(Node<V> node) {
    Node<V> above = node.parent;
    if (node.value != null || above == null) {
      return;
    }
    if (node.children.length == 0) {
      above.remove(node);
      join(above);
    } else {
      join(node);
    }
  }

  /** Takes out a node that has no value and one child. */
  private static <V> void join(Node<V> node) {
    Node<V> above = node.parent;
    if (node.value != null || above == null || node.children.length != 1) {
      return;
    }
    Node<V> child = node.children[0];
    byte[] label = Arrays.copyOf(node.label, node.label.length + child.label.length);
    System.arraycopy(child.label, 0, label, node.label.length, child.label.length);
    child.label = label;
    above.put(child);
  }
}
