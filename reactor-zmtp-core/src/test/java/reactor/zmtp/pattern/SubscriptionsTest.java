package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.pattern.Subscriptions.Change;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

class SubscriptionsTest {

  private final Subscriptions subscriptions = new Subscriptions(false);
  private final Pipe a = peer(subscriptions);
  private final Pipe b = peer(subscriptions);

  @Test
  void aPeerGetsWhatBeginsWithItsTopic() {
    subscriptions.subscribe(a, bytes("sport/"));

    assertThat(matching("sport/")).containsExactly(a);
    assertThat(matching("sport/ball")).containsExactly(a);
    assertThat(matching("sport")).isEmpty();
    assertThat(matching("sports/")).isEmpty();
    assertThat(matching("")).isEmpty();
  }

  @Test
  void theEmptyTopicIsTheBeginningOfEverything() {
    subscriptions.subscribe(a, bytes(""));

    assertThat(matching("")).containsExactly(a);
    assertThat(matching("anything")).containsExactly(a);
  }

  @Test
  void aPeerWithSeveralTopicsThatMatchGetsAMessageOnce() {
    for (String topic : List.of("", "a", "ab", "abc")) {
      subscriptions.subscribe(a, bytes(topic));
    }

    assertThat(matching("abcd")).containsExactly(a);
  }

  @Test
  void aTopicIsBytesAndNotText() {
    byte[] topic = {(byte) 0xff, 0, (byte) 0x80};
    subscriptions.subscribe(a, topic);

    assertThat(subscriptions.match(new byte[] {(byte) 0xff, 0, (byte) 0x80, 1})).isEqualTo(1);
    assertThat(subscriptions.match(new byte[] {(byte) 0xff, 0, (byte) 0x81})).isZero();
  }

  @Test
  void whoSubscribesTwiceUnsubscribesOnce() {
    assertThat(subscriptions.subscribe(a, bytes("x"))).isEqualTo(Change.SOLE);
    assertThat(subscriptions.subscribe(a, bytes("x"))).isEqualTo(Change.NONE);
    assertThat(subscriptions.unsubscribe(a, bytes("x"))).isEqualTo(Change.SOLE);

    assertThat(matching("x")).isEmpty();
    assertThat(subscriptions.unsubscribe(a, bytes("x"))).isEqualTo(Change.NONE);
  }

  @Test
  void theFirstAndTheLastOfATopicAreTold() {
    assertThat(subscriptions.subscribe(a, bytes("x"))).isEqualTo(Change.SOLE);
    assertThat(subscriptions.subscribe(b, bytes("x"))).isEqualTo(Change.SHARED);
    assertThat(subscriptions.unsubscribe(a, bytes("x"))).isEqualTo(Change.SHARED);
    assertThat(subscriptions.unsubscribe(a, bytes("x"))).isEqualTo(Change.NONE);
    assertThat(subscriptions.unsubscribe(b, bytes("x"))).isEqualTo(Change.SOLE);
  }

  @Test
  void unsubscribingFromAPrefixLeavesLongerTopics() {
    subscriptions.subscribe(a, bytes("ab"));
    subscriptions.subscribe(a, bytes("abcd"));
    subscriptions.unsubscribe(a, bytes("ab"));
    subscriptions.unsubscribe(a, bytes("abc"));

    assertThat(matching("abc")).isEmpty();
    assertThat(matching("abcde")).containsExactly(a);
  }

  @Test
  void aPeerThatWasRemovedIsForgotten() {
    subscriptions.subscribe(a, bytes("x"));
    subscriptions.subscribe(b, bytes("x"));

    subscriptions.remove(a);

    assertThat(matching("x")).containsExactly(b);
    assertThat(subscriptions.subscribe(a, bytes("x"))).isEqualTo(Change.NONE);
    assertThat(subscriptions.count(a)).isZero();
  }

  @Test
  void topicsAreCountedOnceAndSubscriptionsForEachPeer() {
    subscriptions.subscribe(a, bytes("x"));
    subscriptions.subscribe(b, bytes("x"));
    subscriptions.subscribe(b, bytes("xy"));

    assertThat(subscriptions.topics()).isEqualTo(2);
    assertThat(subscriptions.count(a)).isEqualTo(1);
    assertThat(subscriptions.count(b)).isEqualTo(2);
    assertThat(subscriptions.has(b, bytes("xy"))).isTrue();
    assertThat(subscriptions.has(a, bytes("xy"))).isFalse();
  }

  @Test
  void theBytesOfTheTopicsOfAPeerAreCounted() {
    subscriptions.subscribe(a, bytes("abc"));
    subscriptions.subscribe(a, bytes("abcdef"));
    subscriptions.subscribe(a, bytes("abc"));
    subscriptions.subscribe(b, bytes("abc"));
    assertThat(subscriptions.bytes(a)).isEqualTo(2 * 320 + 9);

    subscriptions.unsubscribe(a, bytes("abc"));
    subscriptions.unsubscribe(a, bytes("never had"));
    assertThat(subscriptions.bytes(a)).isEqualTo(320 + 6);

    subscriptions.remove(a);
    assertThat(subscriptions.bytes(a)).isZero();
    assertThat(subscriptions.bytes(b)).isEqualTo(320 + 3);
  }

  @Test
  void invertedItMatchesTheOthers() {
    Subscriptions inverted = new Subscriptions(true);
    Pipe first = peer(inverted);
    Pipe second = peer(inverted);
    inverted.subscribe(first, bytes("x"));

    assertThat(matching(inverted, bytes("xyz"))).containsExactly(second);
    assertThat(matching(inverted, bytes("y"))).containsExactlyInAnyOrder(first, second);
  }

  /** A topic of each length up to some thousands: whatever recurred would overflow the stack. */
  @Test
  @Tag("full")
  void topicsMayBeDeep() {
    byte[] deepest = new byte[20_000];
    for (int length = 0; length <= deepest.length; length++) {
      subscriptions.subscribe(a, Arrays.copyOf(deepest, length));
    }

    assertThat(subscriptions.topics()).isEqualTo(20_001);
    assertThat(subscriptions.match(deepest)).isEqualTo(1);
    subscriptions.remove(a);
    assertThat(subscriptions.advance(30_000)).isEqualTo(20_001);
    assertThat(subscriptions.topics()).isZero();
  }

  @Test
  void ofAHundredThousandTopicsEachIsFound() {
    for (int i = 0; i < 100_000; i++) {
      subscriptions.subscribe(i % 2 == 0 ? a : b, bytes("topic/" + i + "/"));
    }

    for (int i = 0; i < 100_000; i += 7) {
      assertThat(matching("topic/" + i + "/x")).containsExactly(i % 2 == 0 ? a : b);
    }
    assertThat(matching("topic/100000/")).isEmpty();
    subscriptions.remove(a);
    assertThat(subscriptions.advance(100_000)).isEqualTo(50_000);
    assertThat(subscriptions.topics()).isEqualTo(50_000);
    assertThat(matching("topic/3/")).containsExactly(b);
  }

  @Test
  void matchingAllocatesNothing() {
    for (int i = 0; i < 1_000; i++) {
      subscriptions.subscribe(a, bytes("topic/" + i));
    }
    byte[] message = bytes("topic/999/x");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int matched = 0;

    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10_000; i++) {
      matched += subscriptions.match(message);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(matched).isEqualTo(10_000);
    assertThat(allocated).isLessThan(10_000);
  }

  /** Against a model that is too simple to be wrong. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverPeersDoItIsAsThoughEveryTopicWasLookedAt(long seed) {
    Random random = new Random(seed);
    boolean inverted = seed % 4 == 0;
    Subscriptions real = new Subscriptions(inverted);
    Map<Pipe, Set<String>> model = new HashMap<>();
    List<Pipe> peers = new ArrayList<>();

    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(100);
      if (peers.isEmpty() || what < 1) {
        Pipe pipe = peer(real);
        peers.add(pipe);
        model.put(pipe, new HashSet<>());
      } else if (what < 2 && peers.size() > 3) {
        Pipe pipe = peers.remove(random.nextInt(peers.size()));
        real.remove(pipe);
        assertThat(real.advance(1_000_000)).isEqualTo(model.remove(pipe).size());
      } else if (what < 50) {
        Pipe pipe = peers.get(random.nextInt(peers.size()));
        String topic = topic(random);
        Change expected = change(model, pipe, topic, !model.get(pipe).contains(topic));
        assertThat(real.subscribe(pipe, latin(topic))).isEqualTo(expected);
        model.get(pipe).add(topic);
      } else if (what < 80) {
        Pipe pipe = peers.get(random.nextInt(peers.size()));
        String topic = topic(random);
        Change expected = change(model, pipe, topic, model.get(pipe).contains(topic));
        assertThat(real.unsubscribe(pipe, latin(topic))).isEqualTo(expected);
        model.get(pipe).remove(topic);
      } else {
        String message = topic(random);
        Set<Pipe> expected = new HashSet<>();
        model.forEach(
            (pipe, topics) -> {
              if (topics.stream().anyMatch(message::startsWith) != inverted) {
                expected.add(pipe);
              }
            });
        assertThat(matching(real, latin(message))).containsExactlyInAnyOrderElementsOf(expected);
      }
      assertThat(real.topics())
          .isEqualTo((int) model.values().stream().flatMap(Set::stream).distinct().count());
    }
  }

  private static Change change(
      Map<Pipe, Set<String>> model, Pipe pipe, String topic, boolean changes) {
    if (!changes) {
      return Change.NONE;
    }
    boolean others =
        model.entrySet().stream()
            .anyMatch(each -> each.getKey() != pipe && each.getValue().contains(topic));
    return others ? Change.SHARED : Change.SOLE;
  }

  /** Few letters, so that topics have much in common; they differ in the highest bits alone. */
  private static String topic(Random random) {
    StringBuilder topic = new StringBuilder();
    for (int length = random.nextInt(6); length > 0; length--) {
      topic.append("abA\u00e1\u0000".charAt(random.nextInt(5)));
    }
    return topic.toString();
  }

  @Test
  void whoWentIsNotKeptByTheLastMatch() {
    subscriptions.subscribe(a, bytes("x"));
    assertThat(matching("x")).containsExactly(a);

    subscriptions.remove(a);

    assertThat(subscriptions.matched(0)).isNull();
  }

  @Test
  void aTopicThatNobodyHasAnyMoreLeavesNothing() {
    SubscriptionIndex index = new SubscriptionIndex();
    Subscriber peer = index.add(a);
    Subscribers subscribers = index.findOrAdd(bytes("topic"));
    index.add(subscribers, peer);

    subscribers.remove(peer);
    assertThat(index.removedFrom(subscribers)).isTrue();

    assertThat(index.tree().root().size()).isZero();
  }

  private List<Pipe> matching(String message) {
    return matching(subscriptions, bytes(message));
  }

  private static List<Pipe> matching(Subscriptions subscriptions, byte[] message) {
    List<Pipe> pipes = new ArrayList<>();
    int count = subscriptions.match(message);
    for (int i = 0; i < count; i++) {
      pipes.add(subscriptions.matched(i));
    }
    return pipes;
  }

  private static Pipe peer(Subscriptions subscriptions) {
    Pipe pipe =
        new Pipe(
            new FakeSocket(), new FakeLink(), new FakePeer(), new HighWaterMarks(10, 10, 1000));
    subscriptions.add(pipe);
    return pipe;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
