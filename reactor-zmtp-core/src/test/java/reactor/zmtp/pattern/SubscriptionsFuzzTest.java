package reactor.zmtp.pattern;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.Subscriptions.Change;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.SubscriptionFrames;

/**
 * Peers that come and go, subscribe and unsubscribe as commands or as messages, in any order, while
 * the topics of those that went are ended: compared at each step with a map from topics to peers in
 * which they are ended at once.
 */
class SubscriptionsFuzzTest {

  private static final int MOST_PEERS = 4;

  private final TreeMap<byte[], Set<Pipe>> model = new TreeMap<>(Arrays::compareUnsigned);
  private final TreeSet<byte[]> told = new TreeSet<>(Arrays::compareUnsigned);
  private final List<Pipe> peers = new ArrayList<>();
  private Subscriptions subscriptions = new Subscriptions(false);
  private boolean inverted;

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    inverted = input.next(2) == 1;
    subscriptions = new Subscriptions(inverted);
    subscriptions.onDeparture((peer, topic, sole) -> ended(topic, sole));
    model.clear();
    told.clear();
    peers.clear();
    while (input.hasMore()) {
      step(input);
      Check.that(told.containsAll(model.keySet()), "what somebody has was told");
      Check.that(subscriptions.topics() == told.size(), "and as many topics are there");
    }
    for (Pipe peer : List.copyOf(peers)) {
      subscriptions.remove(peer);
    }
    subscriptions.advance(Integer.MAX_VALUE);
    Check.that(subscriptions.topics() == 0, "nothing is left when all are gone");
  }

  private void step(Input input) {
    int choice = input.next();
    int action = choice & 7;
    if (action == 0 || peers.isEmpty()) {
      come();
      return;
    }
    Pipe peer = peers.get((choice >> 3) % peers.size());
    switch (action) {
      case 1 -> go(peer);
      case 2 -> subscriptions.advance(1 + (choice >> 3) % 4);
      case 3 -> match(topic(input));
      case 4 -> asMessage(peer, input);
      case 5 -> cancel(peer, topic(input));
      default -> subscribe(peer, topic(input));
    }
  }

  /** Few different bytes, so that topics have much in common; or any. */
  private static byte[] topic(Input input) {
    int form = input.next();
    byte[] topic = input.bytes(form & 0x0f);
    if ((form & 0x10) == 0) {
      for (int i = 0; i < topic.length; i++) {
        topic[i] = (byte) "abAB".charAt(topic[i] & 3);
      }
    }
    return topic;
  }

  private void come() {
    if (peers.size() < MOST_PEERS) {
      Pipe peer =
          new Pipe(
              new FakeSocket(), new FakeLink(), new FakePeer(), new HighWaterMarks(10, 10, 1000));
      peers.add(peer);
      subscriptions.add(peer);
    }
  }

  private void go(Pipe peer) {
    peers.remove(peer);
    subscriptions.remove(peer);
    model.values().forEach(having -> having.remove(peer));
    model.values().removeIf(Set::isEmpty);
  }

  /** One that went had a topic. */
  private void ended(byte[] topic, boolean sole) {
    Check.that(told.contains(topic), "what ends was there");
    if (sole) {
      told.remove(topic);
    }
  }

  private void subscribe(Pipe peer, byte[] topic) {
    Set<Pipe> having = model.computeIfAbsent(topic, t -> identitySet());
    Change expected =
        !having.add(peer) ? Change.NONE : having.size() == 1 ? Change.SOLE : Change.SHARED;
    Check.that(subscriptions.subscribe(peer, topic) == expected, "the change is " + expected);
    Check.that(expected != Change.SOLE || told.add(topic), "nobody had it");
    checkPeer(peer, topic);
  }

  private void cancel(Pipe peer, byte[] topic) {
    Set<Pipe> having = model.getOrDefault(topic, Set.of());
    Change expected =
        !having.contains(peer) ? Change.NONE : having.size() == 1 ? Change.SOLE : Change.SHARED;
    if (expected != Change.NONE) {
      having.remove(peer);
      model.values().removeIf(Set::isEmpty);
    }
    Check.that(subscriptions.unsubscribe(peer, topic) == expected, "the change is " + expected);
    Check.that(expected != Change.SOLE || told.remove(topic), "somebody had it");
    checkPeer(peer, topic);
  }

  private void checkPeer(Pipe peer, byte[] topic) {
    Set<Pipe> having = model.getOrDefault(topic, Set.of());
    Check.that(subscriptions.has(peer, topic) == having.contains(peer), "has it or not");
    long count = model.values().stream().filter(each -> each.contains(peer)).count();
    Check.that(subscriptions.count(peer) == count, "has as many");
  }

  private void asMessage(Pipe peer, Input input) {
    byte[][] frames = new byte[1 + input.next(3)][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = input.bytes(input.next() & 0x0f);
      if (frames[i].length > 0) {
        frames[i][0] &= 3;
      }
    }
    boolean onlyFirst = input.next(2) == 1;
    DefaultMessage message = DefaultMessage.of(frames);
    DefaultMessage rest =
        SubscriptionFrames.read(
            message,
            onlyFirst,
            (what, topic) -> {
              if (what == Announcement.SUBSCRIBE) {
                subscribe(peer, topic);
              } else {
                cancel(peer, topic);
              }
            });
    int left = rest == null ? 0 : rest.size();
    long users = Arrays.stream(frames).filter(each -> each.length == 0 || each[0] > 1).count();
    boolean whole = onlyFirst && (frames[0].length == 0 || frames[0][0] > 1);
    Check.that(left == (whole ? frames.length : users), "the user's frames are left");
  }

  private void match(byte[] message) {
    Set<Pipe> expected = identitySet();
    model.forEach(
        (topic, having) -> {
          if (Arrays.equals(
              topic, 0, topic.length, message, 0, Math.min(topic.length, message.length))) {
            expected.addAll(having);
          }
        });
    if (inverted) {
      Set<Pipe> others = identitySet();
      others.addAll(peers);
      others.removeAll(expected);
      expected.clear();
      expected.addAll(others);
    }
    int count = subscriptions.match(message);
    Set<Pipe> matched = identitySet();
    for (int i = 0; i < count; i++) {
      matched.add(subscriptions.matched(i));
    }
    Check.that(count == matched.size(), "each at most once");
    Check.that(new HashSet<>(expected).equals(new HashSet<>(matched)), "who has it gets it");
  }

  private static Set<Pipe> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
