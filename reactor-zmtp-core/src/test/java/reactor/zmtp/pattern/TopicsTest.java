package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

class TopicsTest {

  private final Topics topics = new Topics(false);
  private final FakeLink link = new FakeLink();
  private final Pipe pipe = pipe(link);

  @Test
  void eachSubscriptionAndTheLastUnsubscriptionAreTold() {
    topics.join(pipe);
    topics.subscribe(bytes("a"));
    topics.subscribe(bytes("a"));
    topics.unsubscribe(bytes("a"));
    assertThat(topics.matches(bytes("abc"))).isTrue();
    topics.unsubscribe(bytes("a"));

    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "SUBSCRIBE a", "CANCEL a");
    assertThat(topics.matches(bytes("abc"))).isFalse();
  }

  @Test
  void whatIsNotSubscribedToIsNotUnsubscribedFrom() {
    topics.join(pipe);
    topics.subscribe(bytes("ab"));
    topics.unsubscribe(bytes("a"));
    topics.unsubscribe(bytes("abc"));

    assertThat(link.announced()).containsExactly("SUBSCRIBE ab");
  }

  @Test
  void verboseEachUnsubscriptionIsTold() {
    Topics verbose = new Topics(true);
    verbose.join(pipe);
    verbose.unsubscribe(bytes("a"));
    verbose.subscribe(bytes("a"));
    verbose.subscribe(bytes("a"));
    verbose.unsubscribe(bytes("a"));

    assertThat(link.announced())
        .containsExactly("CANCEL a", "SUBSCRIBE a", "SUBSCRIBE a", "CANCEL a");
  }

  @Test
  void whoComesIsToldAllTopicsOnce() {
    for (String topic : new String[] {"b", "abc", "a", "abd", "", "a", "gone"}) {
      topics.subscribe(bytes(topic));
    }
    topics.unsubscribe(bytes("gone"));

    topics.join(pipe);
    topics.advance(100);

    assertThat(link.announced())
        .containsExactly(
            "SUBSCRIBE ", "SUBSCRIBE a", "SUBSCRIBE abc", "SUBSCRIBE abd", "SUBSCRIBE b");
    assertThat(topics.size()).isEqualTo(5);
  }

  @Test
  void whoComesIsToldNoMoreTopicsAtATimeThanIsAskedFor() {
    for (int i = 0; i < 1000; i++) {
      topics.subscribe(bytes("topic " + i));
    }
    FakeLink other = new FakeLink();
    topics.join(pipe);
    topics.join(pipe(other));
    assertThat(link.announced()).isEmpty();

    assertThat(topics.advance(300)).isEqualTo(300);
    assertThat(link.announced()).hasSize(300);
    assertThat(topics.advance(800)).isEqualTo(800);
    assertThat(link.announced()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(other.announced()).hasSize(100);
    assertThat(topics.advance(1000)).isEqualTo(900);
    assertThat(other.announced()).containsExactlyElementsOf(link.announced());
    assertThat(topics.advance(1000)).isZero();
  }

  @Test
  void whatChangesMeanwhileIsToldToANewcomerOnce() {
    for (String topic : new String[] {"b", "d", "f", "h"}) {
      topics.subscribe(bytes(topic));
    }
    topics.join(pipe);
    topics.advance(1); // the next is d

    topics.subscribe(bytes("a"));
    topics.subscribe(bytes("b"));
    topics.subscribe(bytes("c"));
    topics.subscribe(bytes("d"));
    topics.subscribe(bytes("e"));
    topics.unsubscribe(bytes("a"));
    topics.unsubscribe(bytes("f"));
    assertThat(link.announced())
        .containsExactly("SUBSCRIBE b", "SUBSCRIBE a", "SUBSCRIBE b", "SUBSCRIBE c", "CANCEL a");

    topics.advance(100);
    assertThat(link.announced()).endsWith("CANCEL a", "SUBSCRIBE d", "SUBSCRIBE e", "SUBSCRIBE h");
  }

  @Test
  void theTopicANewcomerIsToldNextMayGo() {
    for (String topic : new String[] {"aa", "ab", "ac"}) {
      topics.subscribe(bytes(topic));
    }
    topics.join(pipe);
    topics.advance(1);

    topics.unsubscribe(bytes("ab"));
    topics.unsubscribe(bytes("ac"));
    assertThat(topics.advance(100)).isZero();
    topics.subscribe(bytes("ad"));

    assertThat(link.announced()).containsExactly("SUBSCRIBE aa", "SUBSCRIBE ad");
  }

  /** Against a model that is too simple to be wrong: what a publisher knows in the end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverChangesMeanwhileEveryPublisherKnowsWhatIsWanted(long seed) {
    Random random = new Random(seed);
    Map<String, Integer> wanted = new TreeMap<>();
    List<FakeLink> links = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String topic =
          random
              .ints(random.nextInt(4), 'a', 'd')
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      int what = random.nextInt(100);
      if (what < 1) {
        FakeLink newcomer = new FakeLink();
        links.add(newcomer);
        topics.join(pipe(newcomer));
      } else if (what < 10) {
        topics.advance(1 + random.nextInt(3));
      } else if (what < 50) {
        topics.subscribe(bytes(topic));
        wanted.merge(topic, 1, Integer::sum);
      } else {
        topics.unsubscribe(bytes(topic));
        wanted.computeIfPresent(topic, (same, times) -> times == 1 ? null : times - 1);
      }
    }
    topics.advance(1_000_000);

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(known(each)).isEqualTo(wanted.keySet()));
  }

  /** What a publisher has subscriptions for, who was told all that. */
  private static Set<String> known(FakeLink link) {
    Set<String> known = new TreeSet<>();
    for (String told : link.announced()) {
      String topic = told.substring(told.indexOf(' ') + 1);
      if (told.startsWith("SUBSCRIBE ")) {
        known.add(topic);
      } else {
        assertThat(known.remove(topic)).as("what is cancelled was subscribed to").isTrue();
      }
    }
    return known;
  }

  @Test
  void whoWentIsToldNothing() {
    topics.subscribe(bytes("before"));
    topics.join(pipe);
    topics.leave(pipe);
    topics.advance(10);
    topics.subscribe(bytes("a"));

    assertThat(link.announced()).isEmpty();
  }

  @Test
  void whoStaysIsToldWhatChangesAfterAnotherWent() {
    FakeLink other = new FakeLink();
    Pipe leaving = pipe(other);
    topics.join(leaving);
    topics.join(pipe);
    topics.leave(leaving);

    topics.subscribe(bytes("a"));

    assertThat(link.announced()).containsExactly("SUBSCRIBE a");
    assertThat(other.announced()).isEmpty();
  }

  @Test
  void aNewcomerIsToldAllTopicsThoughAnotherNewcomerWent() {
    topics.subscribe(bytes("a"));
    topics.subscribe(bytes("b"));
    FakeLink other = new FakeLink();
    Pipe leaving = pipe(other);
    topics.join(leaving);
    topics.join(pipe);
    topics.advance(1);
    topics.leave(leaving);

    topics.advance(10);

    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "SUBSCRIBE b");
    assertThat(other.announced()).containsExactly("SUBSCRIBE a");
  }

  @Test
  void aMessageThatIsASubscriptionGoesNowhereElse() {
    Upstream upstream = new Upstream(topics, false, 10);
    upstream.add(pipe);
    topics.join(pipe);

    upstream.offer(new DefaultMessage(bytes("\u0001a")), n -> {});
    upstream.offer(new DefaultMessage(bytes("hello")), n -> {});
    upstream.offer(new DefaultMessage(bytes("\u0000a")), n -> {});

    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "CANCEL a");
    assertThat(link.written()).containsExactly(new DefaultMessage(bytes("hello")));
  }

  @Test
  void everyFrameMayBeASubscription() {
    Upstream upstream = new Upstream(topics, false, 10);
    upstream.add(pipe);
    topics.join(pipe);

    upstream.offer(frames("hello", "\u0001a", "\u0001b", "world"), n -> {});

    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "SUBSCRIBE b");
    assertThat(link.written()).containsExactly(frames("hello", "world"));
  }

  @Test
  void theFirstFrameMayDecide() {
    Upstream upstream = new Upstream(topics, true, 10);
    upstream.add(pipe);
    topics.join(pipe);

    upstream.offer(frames("hello", "\u0001a"), n -> {});
    upstream.offer(frames("\u0001b", "\u0001c"), n -> {});

    assertThat(link.announced()).containsExactly("SUBSCRIBE b", "SUBSCRIBE c");
    assertThat(link.written()).containsExactly(frames("hello", "\u0001a"));
  }

  @Test
  void subscriptionsPassAFullPeer() {
    Upstream upstream = new Upstream(topics, false, 1);
    Pipe full =
        new Pipe(new FakeSocket(), link, new FakePeer(), new HighWaterMarks(1, 10, Long.MAX_VALUE));
    upstream.add(full);
    topics.join(full);
    link.block(true);
    upstream.offer(new DefaultMessage(bytes("fills it")), n -> {});
    upstream.offer(new DefaultMessage(bytes("is dropped")), n -> {});

    upstream.offer(new DefaultMessage(bytes("\u0001a")), n -> {});

    assertThat(full.dropped()).isEqualTo(1);
    assertThat(link.announced()).containsExactly("SUBSCRIBE a");
  }

  @Test
  void theSenderOfASubscriptionIsToldOnceThatItIsDone() {
    Upstream upstream = new Upstream(topics, false, 10);
    List<Integer> told = new ArrayList<>();

    assertThat(upstream.offer(new DefaultMessage(bytes("\u0001a")), told::add)).isTrue();

    assertThat(told).containsExactly(1);
  }

  @Test
  void aSubscriptionWaitsWhileAMessageIsDealtOut() {
    Upstream upstream = new Upstream(topics, false, 10);
    boolean[] taken = {true};
    FakeLink telling =
        new FakeLink() {
          @Override
          public void write(DefaultMessage message) {
            taken[0] = upstream.offer(new DefaultMessage(bytes("\u0001a")), n -> {});
          }
        };
    upstream.add(pipe(telling));

    assertThat(upstream.offer(new DefaultMessage(bytes("hello")), n -> {})).isTrue();

    assertThat(taken[0]).isFalse();
    assertThat(topics.size()).isZero();
  }

  @Test
  void messagesGoToNobodyWhoWent() {
    Upstream upstream = new Upstream(topics, false, 10);
    upstream.add(pipe);
    upstream.remove(pipe);

    assertThat(upstream.offer(new DefaultMessage(bytes("hello")), n -> {})).isTrue();

    assertThat(link.written()).isEmpty();
  }

  @Test
  void publishersAreAskedForAsMuchAsTheMark() {
    assertThat(new Upstream(topics, false, 10).capacity()).isEqualTo(10);
  }

  @Test
  void publishersOfWhatIsDroppedGoOnOnlyAfterTheChannelsHadATurn() {
    Upstream upstream = new Upstream(topics, false, 10);

    assertThat(upstream.drops()).isTrue();
    assertThat(upstream.yields()).isTrue();
  }

  @Test
  void whatIsHeldIsEndedByReleaseAlone() {
    topics.join(pipe);
    topics.hold(bytes("a"));

    topics.unsubscribe(bytes("a"));
    assertThat(topics.size()).isEqualTo(1);
    topics.release(bytes("a"));

    assertThat(topics.size()).isZero();
    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "CANCEL a");
  }

  @Test
  void whatIsHeldAndSubscribedToIsWantedUntilBothHaveEnded() {
    topics.hold(bytes("a"));
    topics.subscribe(bytes("a"));

    topics.unsubscribe(bytes("a"));
    topics.unsubscribe(bytes("a"));
    assertThat(topics.size()).isEqualTo(1);
    topics.release(bytes("a"));

    assertThat(topics.size()).isZero();
  }

  @Test
  void whatWasReleasedIsEndedByUnsubscribingAgain() {
    topics.hold(bytes("a"));
    topics.subscribe(bytes("a"));

    topics.release(bytes("a"));
    assertThat(topics.size()).isEqualTo(1);
    topics.unsubscribe(bytes("a"));

    assertThat(topics.size()).isZero();
  }

  @Test
  void whatIsNotHeldMayBeReleased() {
    topics.subscribe(bytes("ab"));
    topics.subscribe(bytes("ac"));

    topics.release(bytes("x"));
    topics.release(bytes("a")); // where two part, and no topic

    assertThat(topics.size()).isEqualTo(2);
  }

  private static DefaultMessage frames(String... texts) {
    byte[][] frames = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      frames[i] = bytes(texts[i]);
    }
    return DefaultMessage.of(frames);
  }

  private static Pipe pipe(FakeLink link) {
    return new Pipe(
        new FakeSocket(), link, new FakePeer(), new HighWaterMarks(10, 10, Long.MAX_VALUE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
