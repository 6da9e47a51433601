package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.DisposedException;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ZmqException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.Requests.Mode;
import reactor.zmtp.pattern.Requests.Outcome;
import reactor.zmtp.pipe.Pipe;

/** Requests and their replies: who is asked what and when, and who gets which reply. */
class RequestsTest {

  private final Map<String, String> replies = new HashMap<>();
  private final Map<String, ZmqException> failures = new HashMap<>();
  private final List<String> failed = new ArrayList<>();
  private final Set<String> cancelled = new HashSet<>();
  private Requests requests = strict();

  private static Requests strict() {
    return new Requests(Mode.ONE_AT_A_TIME, false, 0);
  }

  private static Requests correlated(int firstId) {
    return new Requests(Mode.CORRELATED, false, firstId);
  }

  private final class Asked extends OutgoingRequest {

    private final String text;

    Asked(String text) {
      super(requests, Rig.frames(text));
      this.text = text;
    }

    @Override
    protected boolean reply(DefaultMessage reply) {
      if (cancelled.contains(text)) {
        return false;
      }
      replies.put(text, Rig.text(reply));
      return true;
    }

    @Override
    protected void fail(ZmqException why) {
      failures.put(text, why);
      failed.add(text);
    }
  }

  private Asked ask(String text) {
    Asked asked = new Asked(text);
    requests.add(asked);
    return asked;
  }

  private Rig join() {
    return join(1000);
  }

  private Rig join(int mark) {
    Rig peer = new Rig(mark);
    requests.add(peer.pipe);
    return peer;
  }

  private void lose(Rig peer) {
    lose(peer, null);
  }

  private void lose(Rig peer, @Nullable Throwable cause) {
    peer.pipe.lost(cause);
    requests.lost(peer.pipe, cause);
    requests.remove(peer.pipe);
    requests.sendWaiting();
  }

  private Outcome receive(Pipe pipe, String message) {
    Outcome outcome = requests.receive(pipe, Rig.frames(message));
    requests.sendWaiting();
    return outcome;
  }

  @Test
  void aRequestGoesOutBehindAnEmptyFrame() {
    Rig peer = join();

    ask("A|B");

    assertThat(peer.written()).containsExactly("|A|B");
  }

  /** Its cancellation is on its way to the event loop. */
  @Test
  void theReplyToARequestThatIsJustBeingGivenUpIsUnexpectedAndItsPeerFree() {
    Rig peer = join();
    Asked first = ask("A");
    peer.pipe.written(1);
    cancelled.add("A");

    assertThat(receive(peer.pipe, "|a")).isEqualTo(Outcome.UNEXPECTED);
    requests.forget(first);
    ask("B");

    assertThat(peer.written()).containsExactly("|A", "|B");
  }

  @Test
  void aReplyLosesItsEmptyFrame() {
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    assertThat(receive(peer.pipe, "|C|D")).isEqualTo(Outcome.REPLY);

    assertThat(replies).containsExactly(Map.entry("A", "C|D"));
    assertThat(requests.pending()).isZero();
  }

  @Test
  void withoutAPeerRequestsWait() {
    ask("A");
    assertThat(requests.waiting()).isEqualTo(1);

    Rig peer = join();
    requests.sendWaiting();

    assertThat(peer.written()).containsExactly("|A");
  }

  @Test
  void oneAtATimeWaitsForItsReply() {
    Rig one = join();
    Rig other = join();
    ask("A");
    ask("B");
    assertThat(other.written()).isEmpty();

    one.pipe.written(1);
    receive(one.pipe, "|a");

    assertThat(other.written()).containsExactly("|B");
  }

  @Test
  void peersAreAskedInTurn() {
    List<Rig> peers = List.of(join(), join(), join());
    for (int i = 0; i < 9; i++) {
      ask("A" + i);
      peers.get(i % 3).pipe.written(1);
      receive(peers.get(i % 3).pipe, "|a" + i);
    }

    assertThat(peers.get(0).written()).containsExactly("|A0", "|A3", "|A6");
    assertThat(peers.get(2).written()).containsExactly("|A2", "|A5", "|A8");
  }

  @Test
  void aPeerThatCanTakeNothingNowIsNotAsked() {
    Rig stalled = join();
    stalled.link.block(true);
    Rig free = join();

    ask("A");

    assertThat(free.written()).containsExactly("|A");
  }

  @Test
  void onlyThePeerThatWasAskedCanReply() {
    Rig asked = join();
    Rig other = join();
    ask("A");
    asked.pipe.written(1);

    assertThat(receive(other.pipe, "|wrong")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(receive(asked.pipe, "|good")).isEqualTo(Outcome.REPLY);

    assertThat(replies).containsEntry("A", "good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a|b", "x||a"})
  void aReplyThatDoesNotBeginWithAnEmptyFrameAndGoOnIsSkipped(String malformed) {
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    assertThat(receive(peer.pipe, malformed)).isEqualTo(Outcome.MALFORMED);
    assertThat(receive(peer.pipe, "|good")).isEqualTo(Outcome.REPLY);

    assertThat(replies).containsEntry("A", "good");
  }

  @Test
  void whatComesBeforeTheRequestWasWrittenIsNotItsReply() {
    Rig peer = join();
    ask("A");

    assertThat(receive(peer.pipe, "|too early")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(replies).isEmpty();
  }

  @Test
  void aForgottenRequestThatWaitedIsNotSent() {
    Asked forgotten = ask("A");
    ask("B");
    requests.forget(forgotten);

    Rig peer = join();
    requests.sendWaiting();

    assertThat(peer.written()).containsExactly("|B");
  }

  @Test
  void afterAForgottenRequestAnotherPeerIsAsked() {
    Rig debtor = join();
    Rig other = join();
    requests.forget(ask("A"));

    ask("B");

    assertThat(other.written()).containsExactly("|B");
    assertThat(debtor.written()).containsExactly("|A");
    assertThat(debtor.link.closed()).isZero();
  }

  @Test
  void theLateReplyOfAForgottenRequestIsNobodysAndItsPeerIsAskedAgain() {
    Rig peer = join();
    Asked forgotten = ask("A");
    peer.pipe.written(1);
    requests.forget(forgotten);

    assertThat(receive(peer.pipe, "|a")).isEqualTo(Outcome.UNEXPECTED);
    ask("B");

    assertThat(replies).isEmpty();
    assertThat(peer.written()).containsExactly("|A", "|B");
  }

  @Test
  void whenThereIsNobodyElseTheConnectionIsClosedBeforeTheNextRequest() {
    Rig peer = join();
    Asked forgotten = ask("A");
    peer.pipe.written(1);
    requests.forget(forgotten);
    assertThat(peer.link.closed()).isZero();

    ask("B");

    assertThat(peer.link.closed()).isEqualTo(1);
    assertThat(peer.written()).containsExactly("|A");
    lose(peer);
    Rig again = join();
    requests.sendWaiting();
    assertThat(again.written()).containsExactly("|B");
    again.pipe.written(1);
    receive(again.pipe, "|b");
    assertThat(replies).containsOnly(Map.entry("B", "b"));
  }

  @Test
  void aPeerThatIsOnlyBusyIsWaitedFor() {
    Rig debtor = join();
    Rig busy = join();
    requests.forget(ask("A"));
    busy.link.block(true);

    ask("B");

    assertThat(debtor.link.closed()).isZero();
    busy.link.block(false);
    requests.sendWaiting();
    assertThat(busy.written()).containsExactly("|B");
  }

  @Test
  void aPeerThatGoesWhileItOwesAReplyFailsTheRequest() {
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    lose(peer);

    assertThat(failures.get("A"))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("fake")
        .hasMessageContaining("resend");
    assertThat(requests.pending()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasNotWrittenToAPeerThatWentGoesToAnother(Mode mode) {
    requests = new Requests(mode, false, 0x01010101);
    Rig peer = join();
    ask("A");

    lose(peer);
    Rig other = join();
    requests.sendWaiting();

    assertThat(failures).isEmpty();
    assertThat(other.written()).singleElement().asString().endsWith("|A");
    assertThat(requests.waiting()).isEqualTo(1);
    assertThat(requests.pending()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void withResendARequestWhosePeerWentGoesOutAgain(Mode mode) {
    requests = new Requests(mode, true, 0x01010101);
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    lose(peer);
    Rig other = join();
    requests.sendWaiting();

    assertThat(failures).isEmpty();
    assertThat(other.written()).singleElement().asString().endsWith("|A");
    assertThat(requests.pending()).isEqualTo(1);
  }

  @Test
  void whatGoesOutAgainGoesBeforeWhatWaits() {
    requests = new Requests(Mode.ONE_AT_A_TIME, true, 0);
    Rig peer = join();
    ask("A");
    ask("B");
    peer.pipe.written(1);

    lose(peer);
    Rig other = join();
    requests.sendWaiting();

    assertThat(other.written()).containsExactly("|A");
  }

  @Test
  void aForgottenRequestDoesNotGoOutAgain() {
    requests = new Requests(Mode.ONE_AT_A_TIME, true, 0);
    Rig peer = join();
    Asked forgotten = ask("A");
    peer.pipe.written(1);
    requests.forget(forgotten);

    lose(peer);
    Rig other = join();
    requests.sendWaiting();

    assertThat(other.written()).isEmpty();
    assertThat(requests.waiting()).isZero();
  }

  // Relaxed.

  @Test
  void relaxedTheNewestRequestTakesThePlaceOfTheOneThatWaitsForItsReply() {
    requests = new Requests(Mode.NEWEST, false, 0);
    Rig one = join();
    Rig other = join();
    ask("A");
    one.pipe.written(1);

    ask("B");
    other.pipe.written(1);

    assertThat(failures.get("A"))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("newer request");
    assertThat(receive(one.pipe, "|wrong")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(receive(other.pipe, "|ok")).isEqualTo(Outcome.REPLY);
    assertThat(replies).containsOnly(Map.entry("B", "ok"));
    assertThat(one.link.closed()).isZero();
  }

  @Test
  void relaxedTheNewestTakesThePlaceOfThoseThatWaitForAPeer() {
    requests = new Requests(Mode.NEWEST, false, 0);
    ask("A");
    ask("B");

    Rig peer = join();
    requests.sendWaiting();

    assertThat(peer.written()).containsExactly("|B");
    assertThat(failures).containsOnlyKeys("A");
  }

  // Correlated.

  @Test
  void aCorrelatedRequestBeginsWithItsId() {
    requests = correlated(0x01020304);
    Rig peer = join();

    ask("A");

    assertThat(peer.written()).containsExactly("\1\2\3\4||A");
  }

  @Test
  void correlatedRequestsDoNotWaitForEachOther() {
    requests = correlated(0x01010101);
    Rig peer = join();

    ask("A");
    ask("B");
    peer.pipe.written(2);
    receive(peer.pipe, "\1\1\1\2||b");
    receive(peer.pipe, "\1\1\1\1||a");

    assertThat(replies).containsOnly(Map.entry("A", "a"), Map.entry("B", "b"));
    assertThat(requests.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "|a", "\1\1\1||a", "\1\1\1\1|a", "\1\1\1\1|", "\1\1\1\1|x|a"})
  void aCorrelatedReplyOfAnotherFormIsSkipped(String malformed) {
    requests = correlated(0x01010101);
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    assertThat(receive(peer.pipe, malformed)).isEqualTo(Outcome.MALFORMED);
    assertThat(receive(peer.pipe, "\1\1\1\1||a")).isEqualTo(Outcome.REPLY);
  }

  @Test
  void aReplyWithTheWrongIdIsSkipped() {
    requests = correlated(0x01010101);
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);

    assertThat(receive(peer.pipe, "\1\1\1\2||wrong")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(receive(peer.pipe, "\1\1\1\1||a")).isEqualTo(Outcome.REPLY);
  }

  @Test
  void aReplyWithTheRightIdOfAnotherPeerIsSkipped() {
    requests = correlated(0x01010101);
    Rig asked = join();
    Rig other = join();
    ask("A");
    asked.pipe.written(1);

    assertThat(receive(other.pipe, "\1\1\1\1||wrong")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(requests.pending()).isEqualTo(1);
  }

  @Test
  void aSecondReplyIsSkipped() {
    requests = correlated(0x01010101);
    Rig peer = join();
    ask("A");
    peer.pipe.written(1);
    receive(peer.pipe, "\1\1\1\1||a");

    assertThat(receive(peer.pipe, "\1\1\1\1||again")).isEqualTo(Outcome.UNEXPECTED);
    assertThat(replies).containsOnly(Map.entry("A", "a"));
  }

  @Test
  void correlatedRequestsWaitForRoom() {
    requests = correlated(0x01010101);
    Rig peer = join(2);
    ask("A");
    ask("B");
    ask("C");
    assertThat(peer.written()).hasSize(2);

    peer.pipe.written(1);
    requests.sendWaiting();

    assertThat(peer.written()).hasSize(3);
  }

  @Test
  void aLostPeerFailsItsOwnCorrelatedRequestsAlone() {
    requests = correlated(0x01010101);
    Rig one = join();
    Rig other = join();
    ask("A");
    ask("B");
    one.pipe.written(1);
    other.pipe.written(1);

    lose(one);

    assertThat(failures).containsOnlyKeys("A");
    assertThat(requests.pending()).as("the id is free").isEqualTo(1);
    assertThat(receive(other.pipe, "\1\1\1\2||b")).isEqualTo(Outcome.REPLY);
    assertThat(requests.pending()).isZero();
  }

  /** Whatever comes, in whatever order, each gets its own, and in the end nothing is left. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, -100, Integer.MAX_VALUE - 100})
  void eachGetsItsOwnReplyWhateverTheOrder(int firstId) {
    requests = correlated(firstId);
    Random random = new Random(firstId);
    Rig peer = join(Integer.MAX_VALUE);
    List<DefaultMessage> unanswered = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    int forgotten = 0;

    for (int i = 0; i < 5000; i++) {
      asked.add(ask("A" + i));
      peer.pipe.written(1);
      unanswered.add(peer.link.written().get(i));
      if (random.nextInt(10) == 0) {
        requests.forget(asked.get(random.nextInt(asked.size())));
        forgotten++;
      }
      while (unanswered.size() > 1000) {
        answer(peer, unanswered.remove(random.nextInt(unanswered.size())));
      }
    }
    unanswered.forEach(request -> answer(peer, request));

    assertThat(replies).hasSizeBetween(5000 - forgotten, 5000);
    assertThat(replies).allSatisfy((request, reply) -> assertThat(reply).isEqualTo(request));
    assertThat(requests.pending()).isZero();
    assertThat(requests.waiting()).isZero();
  }

  private void answer(Rig peer, DefaultMessage request) {
    assertThat(requests.receive(peer.pipe, request)).isNotEqualTo(Outcome.MALFORMED);
  }

  @ParameterizedTest
  @EnumSource
  void theEndFailsThemAll(Mode mode) {
    requests = new Requests(mode, true, 0);
    Rig peer = join(1);
    ask("A");
    if (mode != Mode.NEWEST) {
      ask("B");
    }

    requests.stop();

    assertThat(failures.values())
        .hasSize(mode == Mode.NEWEST ? 1 : 2)
        .allMatch(why -> why instanceof DisposedException);
    assertThat(requests.pending()).isZero();
    assertThat(requests.waiting()).as("on its way").isEqualTo(1);
    peer.pipe.written(1);
    assertThat(requests.waiting()).isZero();
    assertThat(requests.sent()).isEqualTo(1);
  }

  // The order.

  @Test
  void whatIsAskedNowGoesAfterWhatWaitsForAPeer() {
    ask("A");
    Rig peer = join();

    ask("B");

    assertThat(peer.written()).containsExactly("|A");
    assertThat(requests.pending()).isEqualTo(2);
    assertThat(requests.sendWaiting()).isFalse();
  }

  @Test
  void whatIsAskedNowGoesAfterWhatGoesOutAgain() {
    Rig gone = join();
    ask("A");
    gone.pipe.lost(null);
    requests.lost(gone.pipe, null);
    requests.remove(gone.pipe);
    Rig peer = join();

    ask("B");

    assertThat(peer.written()).containsExactly("|A");
  }

  @Test
  void allThatHaveNoReplyArePending() {
    Rig peer = join();
    ask("A");
    ask("B");
    ask("C");
    assertThat(requests.pending()).isEqualTo(3);

    lose(peer);

    assertThat(requests.pending()).as("one of them goes out again").isEqualTo(3);
  }

  @Test
  void nothingIsLeftToSendWhetherThereIsAPeerOrNot() {
    ask("A");
    assertThat(requests.sendWaiting()).isFalse();
    join();

    assertThat(requests.sendWaiting()).isFalse();
  }

  @Test
  void correlatedRequestsGoOutAgainInTheirOrder() {
    requests = correlated(0);
    Rig peer = join();
    ask("A");
    ask("B");
    ask("C");

    lose(peer);
    Rig other = join();
    requests.sendWaiting();

    assertThat(other.written())
        .extracting(request -> request.substring(request.length() - 1))
        .containsExactly("A", "B", "C");
  }

  @Test
  void anOldRequestFailsOnceThoughItsPlaceIsTheNextOnes() {
    requests = correlated(0);
    Rig peer = join();
    ask("old");
    for (int i = 1; i < 16; i++) {
      requests.forget(ask("A" + i));
    }
    assertThat(peer.written()).hasSize(16);

    requests.stop();

    assertThat(failed).containsExactly("old");
  }

  // Peers that go.

  @Test
  void aPeerThatIsLostIsNotAsked() {
    Rig peer = join();
    requests.lost(peer.pipe, null);

    ask("A");

    assertThat(peer.written()).isEmpty();
    assertThat(requests.waiting()).isEqualTo(1);
  }

  @Test
  void aRequestThatWouldGoOutAgainMayBeForgotten() {
    Rig peer = join();
    Asked forgotten = ask("A");
    lose(peer);

    requests.forget(forgotten);
    Rig other = join();
    requests.sendWaiting();

    assertThat(other.written()).isEmpty();
    assertThat(requests.pending()).isZero();
  }

  @Test
  void toForgetARequestThatHasItsReplyIsNothing() {
    Rig peer = join();
    Asked first = ask("A");
    peer.pipe.written(1);
    receive(peer.pipe, "|a");
    ask("B");
    peer.pipe.written(1);

    requests.forget(first);

    assertThat(receive(peer.pipe, "|b")).isEqualTo(Outcome.REPLY);
  }

  @Test
  void whatWasNoRequestAndNotWrittenIsToldAsDone() {
    Rig peer = join();
    List<Integer> told = new ArrayList<>();
    peer.pipe.send(Rig.frames("hello"), told::add);

    lose(peer);

    assertThat(told).containsExactly(1);
    assertThat(requests.waiting()).isZero();
  }

  @Test
  void aRequestThatTwoConnectionsEndedInTheMidstOfFails() {
    ask("A");
    loseInTheMidst();
    assertThat(failures).isEmpty();

    loseInTheMidst();

    assertThat(failures.get("A"))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("maxMessageSize");
    assertThat(requests.pending()).isZero();
  }

  /** A peer takes what waits, and its connection ends in the midst of the first of it. */
  private void loseInTheMidst() {
    Rig peer = join();
    requests.sendWaiting();
    peer.pipe.cutShort();
    lose(peer);
  }

  @Test
  void onlyTheRequestThatWasCutShortFails() {
    requests = correlated(0);
    ask("A");
    ask("B");

    loseInTheMidst();
    loseInTheMidst();

    assertThat(failures).containsOnlyKeys("A");
    assertThat(requests.pending()).isEqualTo(1);
  }

  @Test
  void withResendARequestFailsWhoseReplyTwicePassedTheBounds() {
    requests = new Requests(Mode.ONE_AT_A_TIME, true, 0);
    ProtocolException tooLarge = new ProtocolException(Rule.MESSAGE_TOO_LARGE, "too large");
    ask("A");
    loseAfterwards(tooLarge);
    assertThat(failures).isEmpty();

    loseAfterwards(tooLarge);

    assertThat(failures.get("A"))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("maxMessageSize")
        .hasCause(tooLarge);
  }

  @Test
  void withResendARequestFailsThatSixPeersDidNotReplyTo() {
    requests = new Requests(Mode.ONE_AT_A_TIME, true, 0);
    ask("A");
    for (int i = 0; i < 5; i++) {
      loseAfterwards(null);
    }
    assertThat(failures).isEmpty();

    loseAfterwards(null);

    assertThat(failures.get("A"))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("as did 5 before it");
  }

  @Test
  void aRequestThatNoneOfManyPeersWasWrittenToDoesNotFail() {
    ProtocolException error = new ProtocolException(Rule.MALFORMED_FRAME, "malformed");
    ask("A");

    for (int i = 0; i < 10; i++) {
      Rig peer = join();
      requests.sendWaiting();
      lose(peer, error);
    }

    assertThat(failures).isEmpty();
  }

  /** A peer takes what waits, and goes before it replies. */
  private void loseAfterwards(@Nullable Throwable cause) {
    Rig peer = join();
    requests.sendWaiting();
    peer.pipe.written(1);
    lose(peer, cause);
  }
}
