package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.pattern.Subscriptions.Change;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

/** Peers that go with more topics than can be ended at a time. */
class UnsubscribeListenerTest {

  private final Subscriptions subscriptions = new Subscriptions(false);
  private final Pipe a = peer();
  private final Pipe b = peer();
  private final Pipe c = peer();
  private final List<String> ended = new ArrayList<>();

  private void listen() {
    subscriptions.onDeparture(
        (pipe, topic, sole) -> ended.add(name(pipe) + " " + text(topic) + (sole ? "" : " shared")));
  }

  @Test
  void noMoreTopicsAreEndedAtATimeThanIsAskedFor() {
    listen();
    subscribe(a, 1000);
    subscriptions.remove(a);
    assertThat(ended).isEmpty();

    assertThat(subscriptions.advance(300)).isEqualTo(300);
    assertThat(ended).hasSize(300);
    assertThat(subscriptions.topics()).isEqualTo(700);
    assertThat(subscriptions.advance(800)).isEqualTo(700);
    assertThat(ended).hasSize(1000);
    assertThat(subscriptions.topics()).isZero();
    assertThat(subscriptions.advance(800)).isZero();
  }

  @Test
  void whoWentIsMatchedNoMoreThoughItsTopicsAreThere() {
    subscribe(a, 100);
    subscriptions.subscribe(b, bytes("topic 7"));
    subscriptions.remove(a);

    assertThat(subscriptions.topics()).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      assertThat(matching("topic " + i)).doesNotContain(a);
    }
    assertThat(matching("topic 7")).containsExactly(b);
  }

  @Test
  void invertedToo() {
    Subscriptions inverted = new Subscriptions(true);
    inverted.add(a);
    inverted.add(b);
    inverted.subscribe(a, bytes("x"));
    inverted.remove(a);

    assertThat(inverted.match(bytes("y"))).isEqualTo(1);
    assertThat(inverted.matched(0)).isSameAs(b);
    assertThat(inverted.match(bytes("x"))).isEqualTo(1);
    assertThat(inverted.matched(0)).isSameAs(b);
  }

  @Test
  void topicsAreEndedInTheOrderTheyCameAndThoseOfWhoWentFirstBeforeOthers() {
    listen();
    for (String topic : List.of("3", "1", "2")) {
      subscriptions.subscribe(a, bytes(topic));
      subscriptions.subscribe(b, bytes("b" + topic));
    }
    subscriptions.subscribe(c, bytes("1"));
    subscriptions.remove(b);
    subscriptions.remove(a);

    while (subscriptions.advance(1) > 0) {}

    assertThat(ended).containsExactly("b b3", "b b1", "b b2", "a 3", "a 1 shared", "a 2");
  }

  @Test
  void whoSubscribesToWhatOneThatWentHadIsTheOnlyOneAndTheEndComesBefore() {
    listen();
    subscribe(a, 100);
    subscriptions.remove(a);

    assertThat(subscriptions.subscribe(b, bytes("topic 50"))).isEqualTo(Change.SOLE);
    assertThat(ended).contains("a topic 50");
    assertThat(subscriptions.unsubscribe(b, bytes("topic 50"))).isEqualTo(Change.SOLE);
    subscriptions.advance(1000);

    assertThat(ended).hasSize(100).doesNotHaveDuplicates();
    assertThat(subscriptions.topics()).isZero();
  }

  @Test
  void whoUnsubscribesFromWhatOneThatWentHadIsTheLast() {
    listen();
    subscribe(a, 100);
    subscriptions.subscribe(b, bytes("topic 50"));
    subscriptions.remove(a);

    assertThat(subscriptions.unsubscribe(b, bytes("topic 50"))).isEqualTo(Change.SOLE);
    assertThat(ended).containsExactly("a topic 50 shared");
    subscriptions.advance(1000);
    assertThat(ended).hasSize(100).filteredOn(each -> each.startsWith("a topic 50")).hasSize(1);
  }

  @Test
  void whoeverSubscribesHasSomeEndedSoThatThereAreNeverMoreThanWhenTheyWent() {
    subscribe(a, 1000);
    subscriptions.remove(a);

    for (int i = 0; i < 400; i++) {
      subscriptions.subscribe(b, bytes("other " + i));
      assertThat(subscriptions.topics()).isLessThanOrEqualTo(1000);
    }
    subscriptions.remove(b);
    for (int i = 0; i < 400; i++) {
      subscriptions.subscribe(c, bytes("third " + i));
    }
    assertThat(subscriptions.topics()).isLessThanOrEqualTo(1000);
    subscriptions.advance(1000);
    assertThat(subscriptions.topics()).isEqualTo(400);
  }

  @Test
  void itsTopicsDoNotCountForWhoComesBack() {
    subscribe(a, 100);
    subscriptions.remove(a);
    subscriptions.add(a);

    assertThat(subscriptions.count(a)).isZero();
    assertThat(subscriptions.bytes(a)).isZero();
    assertThat(subscriptions.has(a, bytes("topic 1"))).isFalse();
    assertThat(subscriptions.subscribe(a, bytes("topic 1"))).isEqualTo(Change.SOLE);
  }

  /**
   * What is told is told as though each peer had been taken down at once: for each topic, that
   * somebody has it and that nobody has it any more, in turn, and what a change is.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void howFarItHasComeMakesNoDifferenceToWhatChanges(long seed) {
    Random random = new Random(seed);
    Map<Pipe, Set<String>> model = new HashMap<>();
    List<Pipe> peers = new ArrayList<>();
    Set<String> told = new HashSet<>();
    subscriptions.onDeparture(
        (pipe, topic, sole) -> {
          assertThat(model).doesNotContainKey(pipe);
          if (sole) {
            assertThat(told.remove(text(topic))).isTrue();
          }
        });

    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(100);
      String topic = "t" + random.nextInt(30);
      if (peers.isEmpty() || what < 3) {
        Pipe pipe = peer();
        peers.add(pipe);
        model.put(pipe, new HashSet<>());
      } else if (what < 5) {
        Pipe pipe = peers.remove(random.nextInt(peers.size()));
        model.remove(pipe);
        subscriptions.remove(pipe);
      } else if (what < 10) {
        subscriptions.advance(1 + random.nextInt(3));
      } else {
        Pipe pipe = peers.get(random.nextInt(peers.size()));
        boolean subscribes = what < 60;
        boolean changes = model.get(pipe).contains(topic) != subscribes;
        boolean others =
            model.entrySet().stream()
                .anyMatch(each -> each.getKey() != pipe && each.getValue().contains(topic));
        Change change;
        if (subscribes) {
          change = subscriptions.subscribe(pipe, bytes(topic));
          model.get(pipe).add(topic);
        } else {
          change = subscriptions.unsubscribe(pipe, bytes(topic));
          model.get(pipe).remove(topic);
        }
        assertThat(change).isEqualTo(!changes ? Change.NONE : others ? Change.SHARED : Change.SOLE);
        if (change == Change.SOLE) {
          assertThat(subscribes ? told.add(topic) : told.remove(topic)).isTrue();
        }
      }
    }
    subscriptions.advance(1_000_000);

    Set<String> had = new HashSet<>();
    model.values().forEach(had::addAll);
    assertThat(told).isEqualTo(had);
    assertThat(subscriptions.topics()).isEqualTo(had.size());
  }

  private void subscribe(Pipe pipe, int topics) {
    for (int i = 0; i < topics; i++) {
      subscriptions.subscribe(pipe, bytes("topic " + i));
    }
  }

  private List<Pipe> matching(String message) {
    List<Pipe> pipes = new ArrayList<>();
    int count = subscriptions.match(bytes(message));
    for (int i = 0; i < count; i++) {
      pipes.add(subscriptions.matched(i));
    }
    return pipes;
  }

  private String name(Pipe pipe) {
    return pipe == a ? "a" : pipe == b ? "b" : "c";
  }

  private Pipe peer() {
    Pipe pipe =
        new Pipe(
            new FakeSocket(), new FakeLink(), new FakePeer(), new HighWaterMarks(10, 10, 1000));
    subscriptions.add(pipe);
    return pipe;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
