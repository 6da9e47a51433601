package reactor.zmtp.pattern;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.pattern.TopicTree.Node;

/**
 * The tree of topics, compared at each step with a map; and that it grows no larger than it may.
 */
class TopicTreeFuzzTest {

  private final TreeMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
  private TopicTree<Integer> tree = new TopicTree<>();

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    model.clear();
    tree = new TopicTree<>();
    for (int number = 1; input.hasMore(); number++) {
      int choice = input.next();
      byte[] topic = input.bytes(choice >> 4);
      switch (choice & 3) {
        case 0 -> put(topic, number);
        case 1 -> remove(topic);
        case 2 -> match(topic);
        default -> {
          for (int i = 0; i < topic.length; i++) { // few bytes, much in common
            topic[i] &= (byte) (choice & 0x0c);
          }
          put(topic, number);
        }
      }
    }
    walk();
  }

  private void put(byte[] topic, int number) {
    tree.findOrAdd(topic).value = number;
    model.put(topic, number);
    Check.that(Arrays.equals(tree.findOrAdd(topic).topic(), topic), "a node knows its topic");
  }

  private void remove(byte[] topic) {
    Node<Integer> node = tree.find(topic);
    Integer known = model.remove(topic);
    Integer found = node == null ? null : node.value;
    Check.that(known == null ? found == null : known.equals(found), "what was put is found");
    if (node != null) {
      node.value = null;
      tree.prune(node);
    }
  }

  private void match(byte[] message) {
    int matches = 0;
    for (@Nullable Node<Integer> node = tree.root(); node != null; node = node.next(message)) {
      if (node.value != null) {
        matches++;
        byte[] topic = node.topic();
        Check.that(node.value.equals(model.get(topic)), "the value is the topic's");
        Check.that(
            Arrays.mismatch(topic, message) >= topic.length || Arrays.equals(topic, message),
            "it is a beginning of the message");
      }
    }
    int expected = 0;
    for (int length = 0; length <= message.length; length++) {
      expected += model.containsKey(Arrays.copyOf(message, length)) ? 1 : 0;
    }
    Check.that(matches == expected, "each beginning that is a topic matches");
  }

  private void walk() {
    int nodes = 0;
    int values = 0;
    for (@Nullable Node<Integer> node = tree.root(); node != null; node = node.following()) {
      nodes++;
      if (node.value != null) {
        values++;
        Check.that(node.value.equals(model.get(node.topic())), "each topic comes");
      }
    }
    Check.that(values == model.size(), "each topic comes once");
    Check.that(nodes <= 2 * model.size() + 1, "at most twice as many nodes as topics");
  }
}
