package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

/** One message of each peer in turn (RFC 30). */
class FairQueueTest {

  private final FairQueue queue = new FairQueue();

  @Test
  void anEmptyOneHasNothing() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(poll()).isNull();
  }

  @Test
  void aPeersMessagesComeInItsOrder() {
    queue.add(pipeWith("a1", "a2", "a3"));
    assertThat(queue.isEmpty()).isFalse();

    assertThat(drain()).containsExactly("a1", "a2", "a3");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aLoudPeerDoesNotStarveAQuietOne() {
    queue.add(pipeWith("a1", "a2", "a3", "a4"));
    queue.add(pipeWith("b1"));
    queue.add(pipeWith("c1", "c2"));

    assertThat(drain()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3", "a4");
  }

  @Test
  void aPeerThatComesLaterIsServedAfterThoseThatWait() {
    Pipe loud = pipeWith("a1", "a2", "a3");
    queue.add(loud);
    assertThat(poll()).isEqualTo(message("a1"));
    queue.add(pipeWith("b1"));

    assertThat(drain()).containsExactly("a2", "b1", "a3");
  }

  @Test
  void aPeerThatRanDryIsServedAgainWhenItIsAddedAgain() {
    Pipe pipe = pipeWith("a1");
    queue.add(pipe);
    assertThat(drain()).containsExactly("a1");

    pipe.receive(message("a2"));
    assertThat(queue.isEmpty()).isTrue();
    queue.add(pipe);

    assertThat(drain()).containsExactly("a2");
  }

  @Test
  void whatIsGivenUpIsCounted() {
    FakeLink link = new FakeLink();
    Pipe pipe = pipe(link);
    pipe.receive(message("a1"));
    pipe.receive(message("a2"));
    queue.add(pipe);
    queue.add(pipeWith("b1"));

    assertThat(queue.discard()).isEqualTo(3);

    assertThat(queue.isEmpty()).isTrue();
    assertThat(pipe.queued()).isZero();
    assertThat(link.discarded()).isEqualTo(1);
  }

  private @Nullable DefaultMessage poll() {
    Pipe pipe = queue.next();
    DefaultMessage message = pipe == null ? null : pipe.poll();
    if (pipe != null && pipe.queued() > 0) {
      queue.add(pipe);
    }
    return message;
  }

  private List<String> drain() {
    List<String> all = new ArrayList<>();
    for (DefaultMessage next = poll(); next != null; next = poll()) {
      all.add(next.text());
    }
    return all;
  }

  private static Pipe pipeWith(String... messages) {
    Pipe pipe = pipe(new FakeLink());
    for (String message : messages) {
      pipe.receive(message(message));
    }
    return pipe;
  }

  private static Pipe pipe(FakeLink link) {
    return new Pipe(
        new FakeSocket(), link, new FakePeer(), new HighWaterMarks(1, 100, Long.MAX_VALUE));
  }

  private static DefaultMessage message(String text) {
    return (DefaultMessage) ZmqMessage.of(text);
  }
}
