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
  private static final @Nullable Node<?>[] NO_CHILDREN = {null};

  /**
   * A place in the tree. A child is found by the lowest bits of its first byte: as many of them as
   * tell all children apart, so that there is nothing to search.
   */
  static final class Node<V> {

    private byte[] label;
    private byte key;
    private final int depth;
    private @Nullable Node<V> parent;
    private @Nullable Node<V>[] children = none();
    private int size;
    @Nullable V value;

    private Node(@Nullable Node<V> parent, byte[] label, int depth) {
      this.parent = parent;
      this.label = label;
      this.key = label.length == 0 ? 0 : label[0];
      this.depth = depth;
    }

    @SuppressWarnings("unchecked") // it holds nothing
    private static <V> @Nullable Node<V>[] none() {
      return (@Nullable Node<V>[]) NO_CHILDREN;
    }

    @SuppressWarnings("unchecked")
    private static <V> @Nullable Node<V>[] table(int slots) {
      return (@Nullable Node<V>[]) new Node<?>[slots];
    }

    private void label(byte[] bytes) {
      label = bytes;
      key = bytes[0];
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

    private @Nullable Node<V> child(byte first) {
      Node<V> child = children[slot(first, children.length)];
      return child != null && child.key == first ? child : null;
    }

    private static int slot(byte key, int slots) {
      return key & (slots - 1);
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

    /** The first child of those that begin with that byte or a higher one. */
    private @Nullable Node<V> childFrom(int first) {
      for (int key = first; size > 0 && key <= 0xFF; key++) {
        Node<V> child = child((byte) key);
        if (child != null) {
          return child;
        }
      }
      return null;
    }

    /** Adds a child, or puts it in the place of the one that begins with the same byte. */
    private void put(Node<V> child) {
      child.parent = this;
      Node<V> there = children[slot(child.key, children.length)];
      if (there == null) {
        if (size == 0) {
          children = table(1);
        }
        size++;
      } else if (there.key != child.key) {
        tell(there.key, child.key);
        size++;
      }
      children[slot(child.key, children.length)] = child;
    }

    /** Makes the table as large as it must be to tell two bytes apart: 256 at most. */
    private void tell(byte one, byte other) {
      @Nullable Node<V>[] larger = table(Integer.lowestOneBit(one ^ other) << 1);
      for (Node<V> child : children) {
        if (child != null) {
          larger[slot(child.key, larger.length)] = child;
        }
      }
      children = larger;
    }

    private void remove(Node<V> child) {
      size--;
      if (size == 0) {
        children = none();
      } else {
        children[slot(child.key, children.length)] = null;
      }
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
    Node<V> below = node.child(topic[node.depth]);
    Node<V> from = below == null ? node : part(below, topic);
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
    below.label(Arrays.copyOfRange(below.label, common, below.label.length));
    middle.put(below);
    return middle;
  }

  /** Forgets a node whose value is gone, and those that were there only for it. */
  void prune(Node<V> node) {
    Node<V> above = node.parent;
    if (node.value != null || above == null) {
      return;
    }
    if (node.size == 0) {
      above.remove(node);
      join(above);
    } else {
      join(node);
    }
  }

  /** Takes out a node that has no value and one child. */
  private static <V> void join(Node<V> node) {
    Node<V> above = node.parent;
    Node<V> child = node.size == 1 ? node.childFrom(0) : null;
    if (node.value != null || above == null || child == null) {
      return;
    }
    byte[] label = Arrays.copyOf(node.label, node.label.length + child.label.length);
    System.arraycopy(child.label, 0, label, node.label.length, child.label.length);
    child.label(label);
    above.put(child);
  }
}
