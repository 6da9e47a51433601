package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes below the root of a tree, one for each first byte. */
class BranchesTest {

  private final TopicTree<Integer> tree = new TopicTree<>();

  /** However the bytes are chosen: 14 slots for each of 9 in the worst case, 22 for 12 and more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 9, 11, 12, 16, 40, 256})
  void theirTableIsInProportionToTheirNumber(int number) {
    int most = number < 12 ? Math.max(1, Integer.highestOneBit(number * (number - 1)) * 2) : 256;
    Random random = new Random(number);
    for (int attempt = 0; attempt < 200; attempt++) {
      TopicTree<Integer> fresh = new TopicTree<>();
      TreeSet<Integer> bytes = new TreeSet<>();
      int step = 1 << random.nextInt(8); // bytes that have their lowest bits in common, or not
      while (bytes.size() < number) {
        bytes.add(
            attempt < 100 && number * step <= 256 ? bytes.size() * step : random.nextInt(256));
      }
      bytes.forEach(each -> fresh.findOrAdd(new byte[] {each.byteValue()}).value = each);

      assertThat(fresh.root().slots()).as("slots for %s", bytes).isBetween(number, most);
      assertThat(inOrder(fresh)).containsExactlyElementsOf(bytes);
    }
  }

  @Test
  void theirTableShrinksWithThem() {
    for (int i = 0; i < 256; i++) {
      tree.findOrAdd(new byte[] {(byte) i}).value = i;
    }
    for (int i = 0; i < 256; i++) {
      remove(i);
      assertThat(tree.root().slots()).isLessThanOrEqualTo(Math.max(1, 32 * tree.root().size()));
    }
    assertThat(tree.root().size()).isZero();
  }

  @Test
  void theirTableIsMadeAnewOnlyWhenFewSlotsAreTaken() {
    for (int i = 0; i < 256; i++) {
      tree.findOrAdd(new byte[] {(byte) i}).value = i;
    }
    for (int i = 255; i > 8; i--) {
      remove(i);
    }
    assertThat(tree.root().slots()).isEqualTo(256);

    remove(8);

    assertThat(tree.root().slots()).isLessThan(256);
  }

  @Test
  void whatIsAddedAndRemovedAtRandomIsFoundOrNot() {
    Random random = new Random(30);
    TreeSet<Integer> there = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      int mask = random.nextInt(256);
      int each = random.nextInt(256) & mask; // some more often than others
      if (there.add(each)) {
        tree.findOrAdd(new byte[] {(byte) each}).value = each;
      } else {
        there.remove(each);
        remove(each);
      }
      assertThat(tree.root().size()).isEqualTo(there.size());
      int other = random.nextInt(256);
      assertThat(tree.root().child((byte) other) != null).isEqualTo(there.contains(other));
    }
    assertThat(inOrder(tree)).containsExactlyElementsOf(there);
  }

  private void remove(int first) {
    TopicTree.Node<Integer> node = tree.find(new byte[] {(byte) first});
    assertThat(node).isNotNull();
    node.value = null;
    tree.prune(node);
  }

  private static List<Integer> inOrder(TopicTree<Integer> tree) {
    List<Integer> all = new ArrayList<>();
    for (TopicTree.Node<Integer> node = tree.root(); node != null; node = node.following()) {
      if (node.value != null) {
        all.add(node.value);
      }
    }
    return all;
  }
}
