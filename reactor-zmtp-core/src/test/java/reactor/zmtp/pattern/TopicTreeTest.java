package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.zmtp.pattern.TopicTree.Node;

/** How many nodes there are: no more than the topics need. */
class TopicTreeTest {

  private final TopicTree<String> tree = new TopicTree<>();

  @Test
  void aNodeIsATopicOrWhereTopicsPart() {
    put("abc", "abd");

    assertThat(nodes()).containsExactly("", "ab", "abc", "abd");
  }

  @Test
  void whereTopicsPartedIsNoNodeWhenOneIsLeft() {
    put("abc", "abd");

    remove("abd");

    assertThat(nodes()).containsExactly("", "abc");
  }

  @Test
  void aTopicOnTheWayToOneOtherIsNoNodeAfterItsEnd() {
    put("ab", "abc");

    remove("ab");

    assertThat(nodes()).containsExactly("", "abc");
  }

  @Test
  void aTopicWhereOthersPartIsANodeAfterItsEnd() {
    put("ab", "abc", "abd");

    remove("ab");

    assertThat(nodes()).containsExactly("", "ab", "abc", "abd");
  }

  @Test
  void nothingIsLeftOfTheLastTopic() {
    put("abc");

    remove("abc");

    assertThat(nodes()).containsExactly("");
  }

  private void put(String... topics) {
    for (String topic : topics) {
      tree.findOrAdd(bytes(topic)).value = topic;
    }
  }

  private void remove(String topic) {
    Node<String> node = Objects.requireNonNull(tree.find(bytes(topic)));
    node.value = null;
    tree.prune(node);
  }

  private List<String> nodes() {
    List<String> all = new ArrayList<>();
    for (Node<String> node = tree.root(); node != null; node = node.following()) {
      all.add(new String(node.topic(), StandardCharsets.UTF_8));
    }
    return all;
  }

  private static byte[] bytes(String topic) {
    return topic.getBytes(StandardCharsets.UTF_8);
  }
}
