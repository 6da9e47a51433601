package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

/** RADIO's fan-out: exact groups, drops, and an origin that hears of each message once. */
class GroupsTest {

  private final Groups groups = new Groups();
  private final FanOut fanOut = new FanOut(groups, false, 2);
  private final FakeLink linkA = new FakeLink();
  private final FakeLink linkB = new FakeLink();
  private final Pipe a = pipe(linkA);
  private final Pipe b = pipe(linkB);
  private int written;

  private Pipe pipe(FakeLink link) {
    Pipe pipe = new Pipe(new FakeSocket(), link, new FakePeer(), new HighWaterMarks(2, 2, 2));
    fanOut.add(pipe);
    return pipe;
  }

  private static byte[] group(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private void offer(String group) {
    assertThat(fanOut.offer((DefaultMessage) ZmqMessage.of(group, "body"), n -> written += n))
        .isTrue();
  }

  @Test
  void aMessageGoesToAllMembersOfItsGroup() {
    groups.join(a, group("tv"));
    groups.join(b, group("tv"));

    offer("tv");

    assertThat(linkA.written()).containsExactly((DefaultMessage) ZmqMessage.of("tv", "body"));
    assertThat(linkB.written()).hasSize(1);
  }

  @Test
  void groupsMatchExactly() {
    groups.join(a, group("tv"));
    groups.join(b, group(""));

    offer("tv1");
    offer("t");

    assertThat(linkA.written()).isEmpty();
    assertThat(linkB.written()).isEmpty();
  }

  @Test
  void theEmptyGroupIsAGroup() {
    groups.join(a, group(""));

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
    groups.join(a, group("tv"));
    groups.join(b, group("tv"));
    offer("tv");

    b.written(1);
    assertThat(written).isZero();
    a.written(1);

    assertThat(written).isEqualTo(1);
  }

  @Test
  void aFullPeerLosesTheMessageAndTheOthersGetIt() {
    groups.join(a, group("tv"));
    offer("tv");
    offer("tv");
    groups.join(b, group("tv"));

    offer("tv");

    assertThat(a.dropped()).isEqualTo(1);
    assertThat(linkA.written()).hasSize(2);
    assertThat(linkB.written()).hasSize(1);
    b.written(1);
    assertThat(written).isEqualTo(1);
  }

  @Test
  void aMessageThatIsDroppedForAllCountsAsWritten() {
    groups.join(a, group("tv"));
    offer("tv");
    offer("tv");

    offer("tv");

    assertThat(written).isEqualTo(1);
  }

  @Test
  void whoHasLeftGetsNothing() {
    groups.join(a, group("tv"));
    groups.leave(a, group("tv"));

    offer("tv");

    assertThat(linkA.written()).isEmpty();
    assertThat(groups.groupsOf(a)).isZero();
  }

  @Test
  void whoHasJoinedTwiceGetsOneCopyAndLeavesTwice() {
    groups.join(a, group("tv"));
    groups.join(a, group("tv"));
    assertThat(groups.groupsOf(a)).isEqualTo(1);

    offer("tv");
    groups.leave(a, group("tv"));
    offer("tv");
    a.written(2); // there is room for a third
    groups.leave(a, group("tv"));
    offer("tv");

    assertThat(linkA.written()).hasSize(2);
    assertThat(a.dropped()).isZero();
    assertThat(groups.groupsOf(a)).isZero();
  }

  @Test
  void leavingWhatWasNotJoinedIsNothing() {
    groups.leave(a, group("tv"));
    groups.join(a, group("tv"));

    offer("tv");

    assertThat(linkA.written()).hasSize(1);
  }

  @Test
  void aPeerThatWentIsInNoGroup() {
    groups.join(a, group("tv"));
    groups.join(a, group("radio"));

    fanOut.remove(a);
    offer("tv");
    offer("radio");

    assertThat(linkA.written()).isEmpty();
    assertThat(written).isEqualTo(2);
  }

  @Test
  void aPeerThatWentIsRemovedFromItsGroupsGradually() {
    for (int i = 0; i < 100; i++) {
      groups.join(a, group("group " + i));
      groups.join(b, group("group " + i));
    }
    fanOut.remove(a);

    assertThat(groups.advance(60)).isEqualTo(60);
    for (int i = 0; i < 100; i++) {
      assertThat(groups.match(group("group " + i))).isEqualTo(1);
      assertThat(groups.matched(0)).isSameAs(b);
    }
    assertThat(groups.advance(60)).isEqualTo(40);
    assertThat(groups.groupsOf(a)).isZero();
    assertThat(groups.groupsOf(b)).isEqualTo(100);
  }

  @Test
  void withoutDropsAMessageWaitsForAMemberThatIsFull() {
    FanOut patient = new FanOut(groups, true, 2);
    groups.join(a, group("tv"));
    groups.join(b, group("tv"));
    offer("tv");
    offer("tv");
    b.written(2);

    assertThat(patient.offer((DefaultMessage) ZmqMessage.of("tv", "body"), n -> {})).isFalse();
    assertThat(linkB.written()).hasSize(2);
    a.written(1);

    assertThat(patient.offer((DefaultMessage) ZmqMessage.of("tv", "body"), n -> {})).isTrue();
    assertThat(linkB.written()).hasSize(3);
    assertThat(a.dropped()).isZero();
  }

  @Test
  void whoIsInAllGroupsGetsTheMessagesOfEach() {
    groups.joinAll(b);
    groups.join(a, group("tv"));

    offer("tv");
    offer("radio");

    assertThat(linkA.written()).hasSize(1);
    assertThat(linkB.written()).hasSize(2);
  }

  @Test
  void anyNumberOfPeersMayBeInAllGroups() {
    List<FakeLink> links = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FakeLink link = new FakeLink();
      links.add(link);
      groups.joinAll(pipe(link));
    }
    groups.join(a, group("tv"));

    offer("tv");

    assertThat(links).allSatisfy(link -> assertThat(link.written()).hasSize(1));
    assertThat(linkA.written()).hasSize(1);
  }
}
