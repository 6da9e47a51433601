package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.Marks;
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

    assertThat(link.announced())
        .containsExactly(
            "SUBSCRIBE ", "SUBSCRIBE a", "SUBSCRIBE abc", "SUBSCRIBE abd", "SUBSCRIBE b");
    assertThat(topics.size()).isEqualTo(5);
  }

  @Test
  void whoWentIsToldNothing() {
    topics.join(pipe);
    topics.leave(pipe);
    topics.subscribe(bytes("a"));

    assertThat(link.announced()).isEmpty();
  }

  @Test
  void aMessageThatIsASubscriptionGoesNowhereElse() {
    Upstream upstream = new Upstream(topics, false, 10);
    upstream.add(pipe);
    topics.join(pipe);

    upstream.offer(new Frames(bytes("\u0001a")), n -> {});
    upstream.offer(new Frames(bytes("hello")), n -> {});
    upstream.offer(new Frames(bytes("\u0000a")), n -> {});

    assertThat(link.announced()).containsExactly("SUBSCRIBE a", "CANCEL a");
    assertThat(link.written()).containsExactly(new Frames(bytes("hello")));
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
    Pipe full = new Pipe(new FakeSocket(), link, new FakePeer(), new Marks(1, 10, Long.MAX_VALUE));
    upstream.add(full);
    topics.join(full);
    link.block(true);
    upstream.offer(new Frames(bytes("fills it")), n -> {});
    upstream.offer(new Frames(bytes("is dropped")), n -> {});

    upstream.offer(new Frames(bytes("\u0001a")), n -> {});

    assertThat(full.dropped()).isEqualTo(1);
    assertThat(link.announced()).containsExactly("SUBSCRIBE a");
  }

  private static Frames frames(String... texts) {
    byte[][] frames = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      frames[i] = bytes(texts[i]);
    }
    return Frames.of(frames);
  }

  private static Pipe pipe(FakeLink link) {
    return new Pipe(new FakeSocket(), link, new FakePeer(), new Marks(10, 10, Long.MAX_VALUE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
