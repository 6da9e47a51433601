package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.Marks;
import reactor.zmtp.pipe.Pipe;

/** RADIO's fan-out: exact groups, drops, and an origin that hears of each message once. */
class GroupFanOutTest {

  private final GroupFanOut fanOut = new GroupFanOut(2);
  private final FakeLink linkA = new FakeLink();
  private final FakeLink linkB = new FakeLink();
  private final Pipe a = pipe(linkA);
  private final Pipe b = pipe(linkB);
  private int written;

  private Pipe pipe(FakeLink link) {
    Pipe pipe = new Pipe(new FakeSocket(), link, new FakePeer(), new Marks(2, 2, 2));
    fanOut.add(pipe);
    return pipe;
  }

  private static byte[] group(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private void offer(String group) {
    assertThat(fanOut.offer((Frames) ZmqMessage.of(group, "body"), n -> written += n)).isTrue();
  }

  @Test
  void aMessageGoesToAllMembersOfItsGroup() {
    fanOut.join(a, group("tv"));
    fanOut.join(b, group("tv"));

    offer("tv");

    assertThat(linkA.written()).containsExactly((Frames) ZmqMessage.of("tv", "body"));
    assertThat(linkB.written()).hasSize(1);
  }

  @Test
  void groupsMatchExactly() {
    fanOut.join(a, group("tv"));
    fanOut.join(b, group(""));

    offer("tv1");
    offer("t");

    assertThat(linkA.written()).isEmpty();
    assertThat(linkB.written()).isEmpty();
  }

  @Test
  void theEmptyGroupIsAGroup() {
    fanOut.join(a, group(""));

    offer("");

    assertThat(linkA.written()).hasSize(1);
  }

  @Test
  void aMessageWithoutMembersCountsAsWrittenAtOnce() {
    offer("tv");

    assertThat(written).isEqualTo(1);
  }

  @Test
  void aMessageForSeveralIsWrittenWhenTheLastHasIt() {
    fanOut.join(a, group("tv"));
    fanOut.join(b, group("tv"));
    offer("tv");

    b.written(1);
    assertThat(written).isZero();
    a.written(1);

    assertThat(written).isEqualTo(1);
  }

  @Test
  void aFullPeerLosesTheMessageAndTheOthersGetIt() {
    fanOut.join(a, group("tv"));
    offer("tv");
    offer("tv");
    fanOut.join(b, group("tv"));

    offer("tv");

    assertThat(a.dropped()).isEqualTo(1);
    assertThat(linkA.written()).hasSize(2);
    assertThat(linkB.written()).hasSize(1);
    b.written(1);
    assertThat(written).isEqualTo(1);
  }

  @Test
  void aMessageThatIsDroppedForAllCountsAsWritten() {
    fanOut.join(a, group("tv"));
    offer("tv");
    offer("tv");

    offer("tv");

    assertThat(written).isEqualTo(1);
  }

  @Test
  void whoHasLeftGetsNothing() {
    fanOut.join(a, group("tv"));
    fanOut.leave(a, group("tv"));

    offer("tv");

    assertThat(linkA.written()).isEmpty();
    assertThat(fanOut.groupsOf(a)).isZero();
  }

  @Test
  void whoHasJoinedTwiceGetsOneCopyAndLeavesTwice() {
    fanOut.join(a, group("tv"));
    fanOut.join(a, group("tv"));
    assertThat(fanOut.groupsOf(a)).isEqualTo(1);

    offer("tv");
    fanOut.leave(a, group("tv"));
    offer("tv");
    fanOut.leave(a, group("tv"));
    offer("tv");

    assertThat(linkA.written()).hasSize(2);
  }

  @Test
  void leavingWhatWasNotJoinedIsNothing() {
    fanOut.leave(a, group("tv"));
    fanOut.join(a, group("tv"));

    offer("tv");

    assertThat(linkA.written()).hasSize(1);
  }

  @Test
  void aPeerThatWentIsInNoGroup() {
    fanOut.join(a, group("tv"));
    fanOut.join(a, group("radio"));

    fanOut.remove(a);
    offer("tv");
    offer("radio");

    assertThat(linkA.written()).isEmpty();
    assertThat(written).isEqualTo(2);
  }

  @Test
  void publishersAreAskedForTheMarkWhoeverIsThere() {
    assertThat(new GroupFanOut(7).capacity()).isEqualTo(7);
    assertThat(new GroupFanOut(0).capacity()).isEqualTo(Integer.MAX_VALUE);
    assertThat(fanOut.drops()).isTrue();
    assertThat(fanOut.reroutes()).isFalse();
  }
}
