package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** What publishers send goes by the table, and replies to whom asked. */
class RoutesAndRepliesTest {

  private final Replies replies = new Replies(() -> {});
  private final RoutingTable dropping =
      RoutingTable.ofIdentities(GeneratedIds.prefixed(1), false, false);
  private final RoutingTable mandatory =
      RoutingTable.ofIdentities(GeneratedIds.prefixed(1), true, false);
  private final RoutesAndReplies strategy = new RoutesAndReplies(mandatory, replies);

  private final FakeLink link = new FakeLink();
  private final Pipe peer =
      new Pipe(
          new FakeSocket(), link, new FakePeer("me"), new HighWaterMarks(1, 10, Long.MAX_VALUE));

  private boolean offer(String message) {
    return strategy.offer(Rig.frames(message), WriteListener.NOBODY);
  }

  private void reply(String request, String reply) {
    IncomingRequest asked = Objects.requireNonNull(replies.take(peer, Rig.frames(request)));
    replies.reply(asked, Rig.frames(reply));
  }

  @Test
  void aMessageGoesToThePeerOfItsId() {
    strategy.add(peer);

    assertThat(offer("me|A")).isTrue();

    assertThat(link.written()).containsExactly(Rig.frames("A"));
  }

  @Test
  void aMessageForAFullPeerWaitsAndHoldsUpNoOther() {
    strategy.add(peer);
    offer("me|A");

    assertThat(offer("me|B")).isFalse();

    assertThat(strategy.holdsUp()).isFalse();
    assertThat(strategy.stuck(true)).isEqualTo(1);
  }

  @Test
  void aReplyGoesToWhomAsked() {
    strategy.add(peer);

    reply("|A", "a");

    assertThat(link.written()).containsExactly(Rig.frames("|a"));
    assertThat(strategy.waiting()).isEqualTo(1);
    assertThat(strategy.sent()).isZero();
    peer.written(1);
    assertThat(strategy.waiting()).isZero();
    assertThat(strategy.sent()).isEqualTo(1);
  }

  @Test
  void aReplyThatWaitsForRoomIsSentWithTheRest() {
    strategy.add(peer);
    reply("1||A", "a");
    reply("2||B", "b");
    peer.written(1);

    assertThat(strategy.sendWaiting()).isFalse();

    assertThat(link.written()).containsExactly(Rig.frames("1||a"), Rig.frames("2||b"));
  }

  @Test
  void aPeerThatWentHasNoRoute() {
    strategy.add(peer);

    strategy.remove(peer);

    assertThat(mandatory.leadsTo(peer)).isFalse();
  }

  @Test
  void theCapacityAndWhetherItDropsAreThoseOfTheTable() {
    strategy.add(peer);

    assertThat(strategy.capacity()).isEqualTo(1);
    assertThat(strategy.drops()).isFalse();
    assertThat(new RoutesAndReplies(dropping, replies).drops()).isTrue();
  }

  @Test
  void repliesOfASocketThatIsGoneAreNotCountedAsLost() {
    strategy.add(peer);
    reply("|A", "a");
    peer.lost(null);

    strategy.abandon();

    assertThat(replies.lost(peer)).isZero();
  }
}
