package reactor.zmtp.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Radix tree over bytes, of topics and what belongs to each. A node is a topic with a value, or
 * where topics part; so there are at most twice as many nodes as topics, however long these are.
 * Peers choose the topics, which is why nothing here recurs.
 *
 * @param <V> what belongs to a topic
 */
final class TopicTree<V> {

  private static final byte[] NOTHING = {};

  /** Where topics part after each byte, all labels are of one: these are everybody's. */
  private static final byte[][] SINGLE_BYTES = new byte[256][];

  static {
    Arrays.setAll(SINGLE_BYTES, each -> new byte[] {(byte) each});
  }

  static final class Node<V> extends Branches<V> {

    private byte[] label = NOTHING;

    /** The first byte of the label. */
    byte key;

    private final int depth;
    private @Nullable Node<V> parent;
    @Nullable V value;

    private Node(@Nullable Node<V> parent, byte[] label, int depth) {
      this.parent = parent;
      this.depth = depth;
      if (parent != null) {
        label(label);
      }
    }

    private void label(byte[] bytes) {
      key = bytes[0];
      label = bytes.length == 1 ? SINGLE_BYTES[key & 0xFF] : bytes;
    }

    private void add(Node<V> child) {
      child.parent = this;
      put(child);
    }

    /** The next node on the way of a message, or null if its way ends here. */
    @Nullable Node<V> next(byte[] message) {
      if (depth >= message.length) {
        return null;
      }
      Node<V> child = child(message[depth]);
      return child != null && (child.depth == depth + 1 || child.isLabelled(message))
          ? child
          : null;
    }

    private boolean isLabelled(byte[] message) {
      return depth <= message.length
          && Arrays.equals(label, 0, label.length, message, depth - label.length, depth);
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
      Node<V> below = childFrom(0);
      if (below != null) {
        return below;
      }
      Node<V> node = this;
      for (Node<V> above = parent; above != null; above = node.parent) {
        Node<V> beside = above.childFrom((node.key & 0xFF) + 1);
        if (beside != null) {
          return beside;
        }
        node = above;
      }
      return null;
    }
  }

  private final Node<V> root = new Node<>(null, NOTHING, 0);

  /** The node of the empty topic, where the way of every message begins. */
  Node<V> root() {
    return root;
  }

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
    Node<V> below = node.child(topic[node.depth]);
    Node<V> from = below == null ? node : part(below, topic);
    if (from.depth == topic.length) {
      return from;
    }
    Node<V> leaf =
        new Node<>(from, Arrays.copyOfRange(topic, from.depth, topic.length), topic.length);
    from.add(leaf);
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
    above.add(middle);
    below.label(Arrays.copyOfRange(below.label, common, below.label.length));
    middle.add(below);
    return middle;
  }

  /** Forgets a node whose value is gone, and those that were there only for it. */
  void prune(Node<V> node) {
    Node<V> above = node.parent;
    if (node.value != null || above == null) {
      return;
    }
    if (node.size() == 0) {
      above.remove(node);
      join(above);
    } else {
      join(node);
    }
  }

  /** Takes out a node that has no value and one child. */
  private static <V> void join(Node<V> node) {
    Node<V> above = node.parent;
    Node<V> child = node.size() == 1 ? node.childFrom(0) : null;
    if (node.value != null || above == null || child == null) {
      return;
    }
    byte[] label = Arrays.copyOf(node.label, node.label.length + child.label.length);
    System.arraycopy(child.label, 0, label, node.label.length, child.label.length);
    child.label(label);
    above.add(child);
  }
}
