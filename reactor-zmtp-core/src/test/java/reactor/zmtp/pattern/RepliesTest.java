package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.pipe.WriteListener;

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

  private IncomingRequest take(Rig peer, String request) {
    return Objects.requireNonNull(replies.take(peer.pipe, Rig.frames(request)));
  }

  private static String requestOf(IncomingRequest request) {
    return Rig.text(request.message());
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
    assertThat(Envelope.length(Rig.frames(malformed))).isZero();
  }

  @Test
  void theRequestsOfOneEnvelopeAreServedOneAfterAnother() {
    Rig peer = join(10);
    IncomingRequest request = take(peer, "|A");

    assertThat(replies.take(peer.pipe, Rig.frames("|B"))).isNull();
    queue(peer, "|B");
    assertThat(replies.next()).isNull();

    replies.reply(request, Rig.frames("a"));
    assertThat(requestOf(serveNext())).isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource({"1||A, 2||B", "'|A', 1||B", "me|1||A, me|2||B", "me||A, you||B", "me|you||A, me||B"})
  void theRequestsOfDifferentEnvelopesAreServedAtTheSameTime(String one, String other) {
    Rig peer = join(10);
    IncomingRequest first = take(peer, one);
    IncomingRequest second = take(peer, other);

    replies.reply(second, Rig.frames("b"));
    replies.reply(first, Rig.frames("a"));

    assertThat(peer.written()).containsExactly(other.replace("B", "b"), one.replace("A", "a"));
  }

  @Test
  void aRequestThatWaitsForOneBeforeItHoldsUpNoOtherEnvelope() {
    Rig peer = join(10);
    take(peer, "me||A");
    queue(peer, "me||B");
    queue(peer, "you||C");

    assertThat(requestOf(serveNext())).isEqualTo("C");
    assertThat(replies.next()).isNull();
    assertThat(replies.queued()).isEqualTo(1);
  }

  @Test
  void theRequestsOfOneEnvelopeKeepTheirOrder() {
    Rig peer = join(10);
    IncomingRequest request = take(peer, "me||A");
    queue(peer, "me||B");
    queue(peer, "me||C");
    queue(peer, "me||D");

    for (String next : List.of("B", "C", "D")) {
      replies.reply(request, Rig.frames("x"));
      request = serveNext();
      assertThat(requestOf(request)).isEqualTo(next);
      assertThat(replies.next()).isNull();
    }
  }

  @Test
  void envelopesTakeTurns() {
    Rig device = join(10);
    queue(device, "loud||A1");
    queue(device, "loud||A2");
    queue(device, "loud||A3");
    queue(device, "quiet||B1");
    queue(device, "third||C1");

    IncomingRequest loud = serveNext();
    replies.reply(loud, Rig.frames("a1"));

    assertThat(requestOf(serveNext())).isEqualTo("B1");
    assertThat(requestOf(serveNext())).isEqualTo("C1");
    assertThat(requestOf(serveNext())).isEqualTo("A2");
  }

  @Test
  void aPeerWithManyEnvelopesLeavesTheOthersTheirTurn() {
    Rig loud = join(10);
    Rig quiet = join(10);
    queue(loud, "1||A1");
    queue(loud, "2||A2");
    queue(loud, "3||A3");
    queue(quiet, "|B");

    assertThat(requestOf(serveNext())).isEqualTo("A1");
    assertThat(requestOf(serveNext())).isEqualTo("B");
    assertThat(requestOf(serveNext())).isEqualTo("A2");
  }

  @Test
  void whatWaitsForOneBeforeItCountsForTheMark() {
    Rig peer = join(3);
    IncomingRequest request = take(peer, "|A");
    queue(peer, "|B");
    queue(peer, "|C");
    assertThat(peer.pipe.isFull()).isFalse();

    queue(peer, "|D");
    assertThat(peer.pipe.isFull()).isTrue();

    for (int i = 0; i < 2; i++) {
      replies.reply(request, Rig.frames("x"));
      request = serveNext();
    }
    assertThat(peer.pipe.isFull()).as("at the low-water mark").isFalse();
  }

  @Test
  void theRequestsOfDifferentPeersAreServedAtTheSameTime() {
    IncomingRequest one = take(join(10), "|A");
    IncomingRequest other = take(join(10), "|B");

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

    IncomingRequest first = serveNext();
    assertThat(requestOf(first)).isEqualTo("A1");
    replies.reply(first, Rig.frames("a1"));
    assertThat(requestOf(serveNext())).isEqualTo("B1");
    assertThat(requestOf(serveNext())).isEqualTo("A2");
  }

  private IncomingRequest serveNext() {
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
    IncomingRequest request = take(peer, "|A");
    queue(peer, "|B");
    queue(join(10), "|C");

    replies.putBack(request);

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
  void aPeerThatIsFullGetsItsRepliesInOrderAndIsNotServedMeanwhile() {
    Rig peer = join(1);
    List<IncomingRequest> served =
        Stream.of("1||A", "2||B", "3||C").map(r -> take(peer, r)).toList();
    served.forEach(each -> replies.reply(each, Rig.frames("x")));
    queue(peer, "4||D");
    IncomingRequest other = take(join(1), "|E");
    assertThat(replies.next()).isNull();
    assertThat(replies.waiting()).isEqualTo(3);

    peer.pipe.written(1);
    replies.sendWaiting();
    assertThat(replies.next()).as("while one still waits").isNull();
    peer.pipe.written(1);
    replies.sendWaiting();

    assertThat(peer.written()).containsExactly("1||x", "2||x", "3||x");
    assertThat(requestOf(serveNext())).isEqualTo("D");
    assertThat(replies.reply(other, Rig.frames("e"))).isTrue();
  }

  @Test
  void aReplyToAPeerThatWentIsTold() {
    Rig peer = join(10);
    IncomingRequest request = take(peer, "|A");
    peer.pipe.lost(null);
    assertThat(replies.lost(peer.pipe)).isZero();

    assertThat(replies.reply(request, Rig.frames("a"))).isFalse();
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

    IncomingRequest request = serveNext();
    assertThat(requestOf(request)).isEqualTo("A");
    replies.reply(request, Rig.frames("a"));
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

    IncomingRequest request = serveNext();
    assertThat(requestOf(request)).isEqualTo("A");
    replies.reply(request, Rig.frames("a"));
    assertThat(replies.take(peer.pipe, Rig.frames("|B"))).as("nothing more").isNull();
    assertThat(replies.next()).isNull();
  }

  @Test
  void whatWasNoReplyIsNotCountedAsALostOne() {
    Rig peer = join(10);
    peer.pipe.send(Rig.frames("hello"), WriteListener.NOBODY);
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

  @Test
  void afterRequestsWereGivenUpTheirPeersBeginAnew() {
    Rig one = join(10);
    Rig other = join(10);
    take(one, "|A");
    queue(one, "|B");
    queue(one, "2||C");
    queue(other, "|D");

    assertThat(replies.discard()).isEqualTo(3);

    assertThat(one.link.discarded()).isPositive();
    assertThat(other.link.discarded()).isPositive();
    assertThat(replies.queued()).isZero();
    assertThat(requestOf(take(one, "|E"))).isEqualTo("E");
    assertThat(requestOf(take(other, "|F"))).isEqualTo("F");
  }

  @Test
  void givingUpAsksThePeersInWhichNothingWaitsToo() {
    Rig idle = join(10);

    replies.discard();

    assertThat(idle.link.discarded()).isEqualTo(1);
  }

  @Test
  void whatWaitsOfAPeerThatHasEndedIsGivenUpToo() {
    Rig peer = join(10);
    queue(peer, "|A");
    peer.pipe.lost(null);
    replies.lost(peer.pipe);
    replies.ended(peer.pipe);

    replies.discard();

    assertThat(peer.link.discarded()).isEqualTo(1);
  }

  @Test
  void whatAFullPeerHadAskedIsServedWhenItsRepliesAreLostWithIt() {
    Rig peer = join(1);
    replies.reply(take(peer, "1||A"), Rig.frames("a"));
    replies.reply(take(peer, "2||B"), Rig.frames("b"));
    queue(peer, "3||C");
    assertThat(replies.next()).isNull();
    peer.pipe.lost(null);

    replies.lost(peer.pipe);

    assertThat(turns).hasValue(1);
    assertThat(requestOf(serveNext())).isEqualTo("C");
  }

  @Test
  void aPeerThatWentAndHadNoReplyWaitingMakesNoTurn() {
    Rig peer = join(10);
    peer.pipe.lost(null);

    replies.lost(peer.pipe);

    assertThat(turns).hasValue(0);
  }

  @Test
  void aPeerThatHasGotItsRepliesMakesNoSecondTurn() {
    Rig peer = join(1);
    replies.reply(take(peer, "1||A"), Rig.frames("a"));
    replies.reply(take(peer, "2||B"), Rig.frames("b"));
    peer.pipe.written(1);
    assertThat(replies.sendWaiting()).isFalse();
    assertThat(turns).hasValue(1);

    assertThat(replies.sendWaiting()).isFalse();

    assertThat(turns).hasValue(1);
  }

  @Test
  void aReplyThatIsGivenUpDoesNotWaitAndWasNotSent() {
    Rig peer = join(10);
    replies.reply(take(peer, "|A"), Rig.frames("a"));
    assertThat(replies.waiting()).isEqualTo(1);

    replies.givenUp(1);

    assertThat(replies.waiting()).isZero();
    assertThat(replies.sent()).isZero();
  }

  @Test
  void theMostThatEverWaitedIsKnown() {
    Rig peer = join(10);
    queue(peer, "1||A");
    queue(peer, "2||B");
    serveNext();
    serveNext();
    queue(peer, "3||C");

    assertThat(replies.mostQueued()).isEqualTo(2);
  }

  @Test
  void theRequestsThatWaitInAPipeAreAdopted() {
    Rig peer = join(10);
    peer.pipe.receive(Rig.frames("|A"));
    peer.pipe.receive(Rig.frames("none"));
    peer.pipe.receive(Rig.frames("|B"));

    replies.adopt(peer.pipe, message -> Envelope.length(message) > 0);

    assertThat(replies.queued()).isEqualTo(2);
    assertThat(peer.pipe.queued()).as("what is no request counts no more").isEqualTo(2);
    IncomingRequest request = serveNext();
    assertThat(requestOf(request)).isEqualTo("A");
    assertThat(replies.reply(request, Rig.frames("a"))).isTrue();
    assertThat(requestOf(serveNext())).isEqualTo("B");
  }

  @Test
  void theRequestsOfAPeerThatIsGoneAreAdoptedAndItsRepliesGoNowhere() {
    Rig gone = new Rig(10);
    gone.pipe.receive(Rig.frames("|A"));

    replies.adopt(gone.pipe, message -> true);

    IncomingRequest request = serveNext();
    assertThat(requestOf(request)).isEqualTo("A");
    assertThat(replies.reply(request, Rig.frames("a"))).isFalse();
    assertThat(gone.written()).isEmpty();
  }

  @Test
  void aReplyGoesOnWithTheTraceOfItsRequestUnlessItHasItsOwn() {
    Rig peer = join(10);
    byte[] trace = {1};
    byte[] own = {2};
    IncomingRequest first =
        Objects.requireNonNull(replies.take(peer.pipe, Rig.frames("1||A").traced(trace)));
    IncomingRequest second =
        Objects.requireNonNull(replies.take(peer.pipe, Rig.frames("2||B").traced(trace)));

    replies.reply(first, Rig.frames("a"));
    replies.reply(second, Rig.frames("b").traced(own));

    assertThat(peer.link.written().get(0).trace()).containsExactly(1);
    assertThat(peer.link.written().get(1).trace()).containsExactly(2);
  }
}
