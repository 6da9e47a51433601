package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.pattern.Replies.Client;
import reactor.zmtp.pipe.Origin;

/** Whose request is served when, and where its reply goes. */
class RepliesTest {

  private final AtomicInteger turns = new AtomicInteger();
  private final Replies replies = new Replies(turns::incrementAndGet);

  private Rig join(int mark) {
    Rig peer = new Rig(mark);
    replies.add(peer.pipe);
    return peer;
  }

  /** A request that is queued in its pipe. */
  private void queue(Rig peer, String request) {
    peer.pipe.receive(Rig.frames(request));
    replies.queued(peer.pipe);
  }

  private Client take(Rig peer, String request) {
    return Objects.requireNonNull(replies.take(peer.pipe, Rig.frames(request)));
  }

  private static String requestOf(Client client) {
    return Rig.text(client.request());
  }

  @ParameterizedTest
  @CsvSource({"'|A', '|B'", "'X|Y||A', 'X|Y||B'", "'1234||A|C', '1234||B'", "'||A', '|B'"})
  void aReplyGoesBackThroughTheEnvelopeOfItsRequest(String request, String reply) {
    Rig peer = join(10);

    replies.reply(take(peer, request), Rig.frames("B"));

    assertThat(peer.written()).containsExactly(reply);
  }

  @Test
  void aReplyOfSeveralFramesKeepsThem() {
    Rig peer = join(10);

    replies.reply(take(peer, "X||A"), Rig.frames("B||C"));

    assertThat(peer.written()).containsExactly("X||B||C");
  }

  @Test
  void aRequestIsServedWithoutItsEnvelope() {
    assertThat(requestOf(take(join(10), "X|Y||A||B"))).isEqualTo("A||B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "A|B", "A|B|"})
  void withoutAnEmptyFrameAndSomethingAfterItThereIsNoRequest(String malformed) {
    assertThat(Replies.envelope(Rig.frames(malformed))).isZero();
  }

  @Test
  void theRequestsOfOnePeerAreServedOneAfterAnother() {
    Rig peer = join(10);
    Client client = take(peer, "|A");

    assertThat(replies.take(peer.pipe, Rig.frames("|B"))).isNull();
    queue(peer, "|B");
    assertThat(replies.next()).isNull();

    replies.reply(client, Rig.frames("a"));
    assertThat(requestOf(serveNext())).isEqualTo("B");
  }

  @Test
  void theRequestsOfDifferentPeersAreServedAtTheSameTime() {
    Client one = take(join(10), "|A");
    Client other = take(join(10), "|B");

    assertThat(requestOf(one)).isEqualTo("A");
    assertThat(requestOf(other)).isEqualTo("B");
  }

  @Test
  void peersTakeTurns() {
    Rig loud = join(10);
    Rig quiet = join(10);
    queue(loud, "|A1");
    queue(loud, "|A2");
    queue(quiet, "|B1");

    Client first = serveNext();
    assertThat(requestOf(first)).isEqualTo("A1");
    replies.reply(first, Rig.frames("a1"));
    assertThat(requestOf(serveNext())).isEqualTo("B1");
    assertThat(requestOf(serveNext())).isEqualTo("A2");
  }

  private Client serveNext() {
    return Objects.requireNonNull(replies.next());
  }

  @Test
  void whatComesWhileOthersWaitWaitsToo() {
    queue(join(10), "|A");

    assertThat(replies.take(join(10).pipe, Rig.frames("|B"))).isNull();
  }

  @Test
  void aRequestThatIsPutBackIsTheNextOfAll() {
    Rig peer = join(10);
    Client client = take(peer, "|A");
    queue(peer, "|B");
    queue(join(10), "|C");

    replies.putBack(client);

    assertThat(replies.queued()).isEqualTo(3);
    assertThat(requestOf(serveNext())).isEqualTo("A");
    assertThat(replies.queued()).isEqualTo(2);
  }

  @Test
  void aReplyWaitsForAFullPeer() {
    Rig peer = join(1);
    replies.reply(take(peer, "|A"), Rig.frames("a"));
    replies.reply(take(peer, "|B"), Rig.frames("b"));
    queue(peer, "|C");
    replies.sendWaiting();
    assertThat(peer.written()).containsExactly("|a");
    assertThat(replies.next()).as("the next request").isNull();
    assertThat(turns).hasValue(0);

    peer.pipe.written(1);
    replies.sendWaiting();

    assertThat(peer.written()).containsExactly("|a", "|b");
    assertThat(turns).hasValue(1);
    assertThat(requestOf(serveNext())).isEqualTo("C");
    assertThat(replies.waiting()).isEqualTo(1);
    assertThat(replies.sent()).isEqualTo(1);
  }

  @Test
  void aReplyToAPeerThatWentIsTold() {
    Rig peer = join(10);
    Client client = take(peer, "|A");
    peer.pipe.lost(null);
    assertThat(replies.lost(peer.pipe)).isZero();

    assertThat(replies.reply(client, Rig.frames("a"))).isFalse();
  }

  @Test
  void whatWasNotWrittenToAPeerThatWentIsCounted() {
    Rig peer = join(1);
    replies.reply(take(peer, "|A"), Rig.frames("a"));
    replies.reply(take(peer, "|B"), Rig.frames("b"));
    peer.pipe.lost(null);

    assertThat(replies.lost(peer.pipe)).isEqualTo(2);
    assertThat(replies.waiting()).isZero();
  }

  @Test
  void whatAPeerThatWentHadAskedIsStillServed() {
    Rig peer = join(10);
    queue(peer, "|A");
    queue(peer, "|B");
    peer.pipe.lost(null);
    replies.lost(peer.pipe);

    Client client = serveNext();
    assertThat(requestOf(client)).isEqualTo("A");
    replies.reply(client, Rig.frames("a"));
    assertThat(requestOf(serveNext())).isEqualTo("B");
  }

  @Test
  void whatWasReadOfAPeerBeforeItWentIsStillServed() {
    Rig peer = join(10);
    peer.pipe.lost(null);
    replies.lost(peer.pipe);
    replies.remove(peer.pipe);

    queue(peer, "|A");
    replies.ended(peer.pipe);

    Client client = serveNext();
    assertThat(requestOf(client)).isEqualTo("A");
    replies.reply(client, Rig.frames("a"));
    assertThat(replies.take(peer.pipe, Rig.frames("|B"))).as("nothing more").isNull();
    assertThat(replies.next()).isNull();
  }

  @Test
  void whatWasNoReplyIsNotCountedAsALostOne() {
    Rig peer = join(10);
    peer.pipe.send(Rig.frames("hello"), Origin.NOBODY);
    peer.pipe.lost(null);

    assertThat(replies.lost(peer.pipe)).isZero();
    assertThat(replies.waiting()).isZero();
  }

  @Test
  void whatIsGivenUpIsCounted() {
    Rig peer = join(10);
    replies.putBack(take(peer, "|A"));
    queue(peer, "|B");

    assertThat(replies.discard()).isEqualTo(2);
    assertThat(replies.next()).isNull();
  }
}
