package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Hex;
import reactor.zmtp.wire.Metadata;

class NullMechanismTest {

  private static final Metadata OURS = Metadata.empty().with("Socket-Type", "PUSH");
  private static final Metadata THEIRS = Metadata.empty().with("Socket-Type", "PULL");

  private final NullMechanism mechanism = new NullMechanism(OURS);

  @Test
  void theGreetingNeedsNothingFromThePeer() {
    assertThat(mechanism.greeting()).isEqualTo(Greeting.v31("NULL", false));
  }

  @Test
  void readyNeedsNothingFromThePeer() {
    assertThat(mechanism.next()).isEqualTo(Command.ready(OURS));
  }

  @Test
  void readyIsSentOnce() {
    mechanism.next();

    assertThat(mechanism.next()).isNull();
  }

  @Test
  void theHandshakeIsCompleteWhenWeSpokeFirst() {
    mechanism.next();
    assertThat(mechanism.isComplete()).isFalse();

    mechanism.receive(Command.ready(THEIRS));

    assertThat(mechanism.isComplete()).isTrue();
    assertThat(mechanism.next()).isNull();
    assertThat(mechanism.peerMetadata()).isEqualTo(THEIRS);
  }

  @Test
  void theHandshakeIsCompleteWhenThePeerSpokeFirst() {
    mechanism.receive(Command.ready(THEIRS));
    assertThat(mechanism.isComplete()).isFalse();

    assertThat(mechanism.next()).isEqualTo(Command.ready(OURS));

    assertThat(mechanism.isComplete()).isTrue();
    assertThat(mechanism.peerMetadata()).isEqualTo(THEIRS);
  }

  @Test
  void twoOfThemUnderstandEachOther() {
    NullMechanism peer = new NullMechanism(THEIRS);

    peer.receive(mechanism.greeting());
    mechanism.receive(peer.greeting());
    deliver(mechanism, peer);
    deliver(peer, mechanism);

    assertThat(mechanism.isComplete()).isTrue();
    assertThat(peer.isComplete()).isTrue();
    assertThat(mechanism.peerMetadata()).isEqualTo(THEIRS);
    assertThat(peer.peerMetadata()).isEqualTo(OURS);
  }

  @Test
  void aReadyWithoutMetadataCompletesTheHandshake() {
    mechanism.next();
    mechanism.receive(Command.ready(Metadata.empty()));

    assertThat(mechanism.peerMetadata()).isEqualTo(Metadata.empty());
  }

  @Test
  void thePeersMetadataIsThereFromItsReadyOn() {
    assertThat(mechanism.peerMetadata()).isNull();

    mechanism.receive(Command.ready(THEIRS));

    assertThat(mechanism.peerMetadata()).isEqualTo(THEIRS);
  }

  @Test
  void theClientsLastWordIsDueAtOnceAndTheServersAfterThePeersReady() {
    NullMechanism server = new NullMechanism(THEIRS, true, false);
    assertThat(mechanism.isLastWordDue()).isTrue();
    assertThat(server.isLastWordDue()).isFalse();
    assertThat(server.next()).isNull();

    deliver(mechanism, server);

    assertThat(mechanism.isLastWordDue()).isFalse();
    assertThat(server.isLastWordDue()).isTrue();
    assertThat(server.next()).isEqualTo(Command.ready(THEIRS));
    assertThat(server.isLastWordDue()).isFalse();
    assertThat(server.isComplete()).isTrue();
  }

  @Test
  void whoKnowsThisSideAndClosesDoesNotWantIt() {
    assertThat(mechanism.closingMeans()).isNull();

    mechanism.next();

    assertThat(mechanism.closingMeans()).contains("does not want this side now", "routing id");
  }

  @Test
  void aSecondReadyIsRefused() {
    mechanism.receive(Command.ready(THEIRS));

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> mechanism.receive(Command.ready(THEIRS)))
        .contains("second READY");
  }

  @Test
  void aReadyAfterTheEndIsRefused() {
    mechanism.next();
    mechanism.receive(Command.ready(THEIRS));

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> mechanism.receive(Command.ready(THEIRS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING", "SUBSCRIBE", "HELLO", "ready", "FOO"})
  void anyOtherCommandIsRefused(String name) {
    Command command = Command.of(name, new byte[2]);

    assertBreaks(Rule.UNEXPECTED_COMMAND, () -> mechanism.receive(command))
        .contains(name, "READY or ERROR is due");
  }

  @Test
  void aReadyWithMalformedMetadataIsRefused() {
    Command command = Command.of("READY", Hex.bytes("0b 53"));

    assertBreaks(Rule.INVALID_METADATA, () -> mechanism.receive(command));
    assertThat(mechanism.isComplete()).isFalse();
  }

  @Test
  void theReasonOfAnErrorIsTold() {
    assertBreaks(Rule.REFUSED_BY_PEER, () -> mechanism.receive(Command.error("no_PULL_here")))
        .isEqualTo("the peer refused the handshake: no_PULL_here");
  }

  @Test
  void anErrorMayGiveNoReason() {
    assertBreaks(Rule.REFUSED_BY_PEER, () -> mechanism.receive(Command.error("")))
        .isEqualTo("the peer refused the handshake and gave no reason");
  }

  @Test
  void anErrorAfterReadyIsStillARefusal() {
    mechanism.receive(Command.ready(THEIRS));

    assertBreaks(Rule.REFUSED_BY_PEER, () -> mechanism.receive(Command.error("no")));
  }

  @Test
  void aMalformedErrorIsRefused() {
    Command command = Command.of("ERROR", Hex.bytes("05 34"));

    assertBreaks(Rule.MALFORMED_COMMAND, () -> mechanism.receive(command));
  }

  @Test
  void aPeerWithAnotherMechanismIsRefused() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> mechanism.receive(Greeting.v31("CURVE", true)))
        .contains("CURVE", "NULL");
  }

  @Test
  void aMechanismThatOnlyBeginsLikeOursIsRefused() {
    assertBreaks(Rule.MECHANISM_MISMATCH, () -> mechanism.receive(Greeting.v31("NULL2", false)));
  }

  @Test
  void aPeersAsServerMakesNoDifference() {
    mechanism.receive(Greeting.v31("NULL", true));

    assertThat(mechanism.next()).isNotNull();
  }

  @Test
  void aPeerOfAnyVersionFrom3IsAccepted() {
    mechanism.receive(new Greeting(3, 0, "NULL", false));
    mechanism.receive(new Greeting(4, 7, "NULL", false));

    assertThat(mechanism.next()).isNotNull();
  }

  /** libzmq: handle_error_reason, which knows these three and no other. */
  @ParameterizedTest
  @ValueSource(ints = {300, 400, 500})
  void aStatusOfZapIsARefusalOfThisSide(int status) {
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> mechanism.receive(Command.error(Integer.toString(status))))
        .withMessage("the peer refused this side: " + status)
        .extracting(AuthenticationException::status)
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "401", "4000", "40", "600"})
  void anyOtherNumberIsNoStatus(String reason) {
    assertBreaks(Rule.REFUSED_BY_PEER, () -> mechanism.receive(Command.error(reason)));
  }

  // Where the peer is judged by its address.

  private final NullMechanism judging = new NullMechanism(OURS, false, true);

  @Test
  void onlyWhereItJudgesItKeepsAnybodyOut() {
    assertThat(mechanism.isSecure()).isFalse();
    assertThat(judging.isSecure()).isTrue();
    assertThat(judging.greeting()).isEqualTo(Greeting.v31("NULL", false));
  }

  @Test
  void nobodyIsJudgedWhereNobodyJudges() {
    mechanism.receive(Greeting.v31("NULL", false));

    assertThat(mechanism.credentials()).isNull();
  }

  @Test
  void aPeerIsJudgedWhenItHasGreetedAndHasNoCredentials() {
    assertThat(judging.credentials()).isNull();

    judging.receive(Greeting.v31("NULL", false));

    assertThat(judging.credentials()).isEmpty();
    assertThat(judging.credentials()).isNull();
  }

  @Test
  void readyWaitsForTheJudgement() {
    judging.receive(Greeting.v31("NULL", false));
    assertThat(judging.next()).isNull();

    judging.accept();

    assertThat(judging.next()).isEqualTo(Command.ready(OURS));
    judging.receive(Command.ready(THEIRS));
    assertThat(judging.isComplete()).isTrue();
  }

  @Test
  void aPeerThatDoesNotWaitForTheJudgementIsNotLetInBeforeIt() {
    judging.receive(Greeting.v31("NULL", false));
    judging.receive(Command.ready(THEIRS));
    assertThat(judging.isComplete()).isFalse();
    assertThat(judging.isLastWordDue()).isFalse();

    judging.accept();
    judging.next();

    assertThat(judging.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void aPeerThatIsRefusedIsToldTheStatus(int status) {
    judging.receive(Greeting.v31("NULL", false));
    judging.receive(Command.ready(THEIRS));

    judging.refuse(status);

    assertThat(judging.next()).isEqualTo(Command.error(Integer.toString(status)));
    assertThat(judging.next()).isNull();
    assertThat(judging.isComplete()).isFalse();
  }

  @Test
  void aPeerThatIsRefusedForNowIsToldNothing() {
    judging.receive(Greeting.v31("NULL", false));

    judging.refuse(300);

    assertThat(judging.next()).isNull();
  }

  @Test
  void nobodyIsJudgedWhoWasNotAsked() {
    assertThatIllegalStateException().isThrownBy(judging::accept);
    assertThatIllegalStateException().isThrownBy(() -> judging.refuse(400));
  }

  private static void deliver(Mechanism from, Mechanism to) {
    for (Command command = from.next(); command != null; command = from.next()) {
      to.receive(command);
    }
  }
}
