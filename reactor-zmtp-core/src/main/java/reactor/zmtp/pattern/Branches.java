package reactor.zmtp.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.TopicTree.Node;

/**
 * Children of a node, each beginning with another byte: a table with a multiplier that gives each
 * byte a slot of its own, so that there is nothing to search. Peers choose the bytes, and no set of
 * them makes the table large: of the multipliers, one in so many tells any two bytes apart that for
 * n of them one is found in a table of the next power of two above n (n - 1) at the latest. From 12
 * on they may need all 256 slots.
 *
 * @param <V> what belongs to a topic
 */
abstract class Branches<V> {

  private static final @Nullable Node<?>[] NONE = {null};
  private static final int MULTIPLIERS = 128;

  /** With more slots for each child than this, a smaller table will do. */
  private static final int SPARSE = 32;

  private @Nullable Node<V>[] children = none();
  private int size;
  private byte multiplier = 1;
  private byte shift = Byte.SIZE;

  @SuppressWarnings("unchecked") // it holds nothing
  private static <V> @Nullable Node<V>[] none() {
    return (@Nullable Node<V>[]) NONE;
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable Node<V>[] table(int slots) {
    return (@Nullable Node<V>[]) new Node<?>[slots];
  }

  private static int slot(byte key, int multiplier, int shift) {
    return (key * multiplier & 0xFF) >>> shift;
  }

  final int size() {
    return size;
  }

  final int slots() {
    return children.length;
  }

  final @Nullable Node<V> child(byte first) {
    Node<V> child = children[slot(first, multiplier, shift)];
    return child != null && child.key == first ? child : null;
  }

  /** The first child in the order of the bytes that begins with that byte or a higher one. */
  final @Nullable Node<V> childFrom(int first) {
    Node<V> least = null;
    for (Node<V> child : children) {
      if (child != null
          && (child.key & 0xFF) >= first
          && (least == null || (child.key & 0xFF) < (least.key & 0xFF))) {
        least = child;
      }
    }
    return least;
  }

  /** Adds a child, or puts it in the place of the one that begins with the same byte. */
  final void put(Node<V> child) {
    Node<V> there = children[slot(child.key, multiplier, shift)];
    if (there == null || there.key != child.key) {
      size++;
    }
    if (there == null ? size == 1 : there.key != child.key) {
      arrange(child);
    } else {
      children[slot(child.key, multiplier, shift)] = child;
    }
  }

  final void remove(Node<V> child) {
    children[slot(child.key, multiplier, shift)] = null;
    size--;
    if (children.length >= SPARSE * size) {
      arrange(null);
    }
  }

  /** Makes the smallest table in which all children have slots of their own, and one that comes. */
  private void arrange(@Nullable Node<V> added) {
    if (size == 0) {
      children = none();
      multiplier = 1;
      shift = Byte.SIZE;
      return;
    }
    @Nullable Node<V>[] all = table(children.length + 1);
    System.arraycopy(children, 0, all, 0, children.length);
    all[children.length] = added;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    while (!fits(all, bits)) {
      bits++;
    }
    children = table(1 << bits);
    for (Node<V> child : all) {
      if (child != null) {
        children[slot(child.key, multiplier, shift)] = child;
      }
    }
  }

  /** Looks for a multiplier; the first is good for bytes that follow each other, as digits do. */
  private boolean fits(@Nullable Node<V>[] all, int bits) {
    shift = (byte) (Byte.SIZE - bits);
    boolean[] taken = new boolean[1 << bits];
    for (int i = 0; i < MULTIPLIERS; i++) {
      multiplier = (byte) ((1 << shift | 1) + 2 * i);
      Arrays.fill(taken, false);
      if (areApart(all, taken)) {
        return true;
      }
    }
    return false;
  }

  private boolean areApart(@Nullable Node<V>[] all, boolean[] taken) {
    for (Node<V> child : all) {
      if (child != null) {
        int slot = slot(child.key, multiplier, shift);
        if (taken[slot]) {
          return false;
        }
        taken[slot] = true;
      }
    }
    return true;
  }
}
