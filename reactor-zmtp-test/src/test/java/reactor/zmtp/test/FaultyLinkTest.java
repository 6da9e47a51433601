package reactor.zmtp.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reactor.zmtp.test.FaultyLink.Side.CALLER;
import static reactor.zmtp.test.FaultyLink.Side.TARGET;

import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.test.FaultyLink.Counts;

class FaultyLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private ZmtpListener listener;
  private FaultyLink link;
  private ZmtpPeer caller;
  private ZmtpPeer target;

  @BeforeEach
  void connect() {
    listener = ZmtpPeer.listen().block(PATIENCE);
    link = FaultyLink.to(listener.endpoint()).block(PATIENCE);
    caller = ZmtpPeer.connect(link.endpoint()).block(PATIENCE);
    target = listener.accept().block(PATIENCE);
  }

  @AfterEach
  void dispose() {
    link.dispose();
    caller.dispose();
    listener.dispose();
    link.onDispose().block(PATIENCE);
  }

  @Test
  void aHealthyLinkPassesEverything() {
    verify(caller.script().handshake("PUSH"), target.script().handshake("PULL"));
    verify(
        caller.script().message(new byte[5_000_000]),
        target.script().expectMessage(new byte[5_000_000]));
    verify(target.script().message("back"), caller.script().expectMessage("back"));
  }

  @Test
  void itCountsWhatPassesEachWay() {
    verify(
        caller.script().send(new byte[100]).expect(new byte[30]),
        target.script().expect(new byte[100]).send(new byte[30]));

    assertThat(link.counts()).isEqualTo(new Counts(1, 1, 100, 30, 0));
  }

  @Test
  void theEndOfOneDirectionPassesAndTheOtherGoesOn() {
    verify(
        caller.script().message("question").finish().expectMessage("answer").expectClose(),
        target.script().expectMessage("question").expectClose().message("answer").close());
    caller.dispose();

    assertThat(untilClosed()).extracting(Counts::vanished).isEqualTo(0L);
  }

  @Test
  void aResetPasses() {
    caller.script().reset().block(PATIENCE);

    verify(target.script().expectClose());
    untilClosed();
  }

  @Test
  void backpressurePasses() {
    assertThatThrownBy(() -> caller.script().within(SHORT).flood(new byte[1000]).block(PATIENCE))
        .hasMessageContaining("not within");
    long before = link.counts().fromCaller();

    verify(target.script().discardUntilClose(), caller.script().finish());
    assertThat(link.counts().fromCaller()).isGreaterThan(before);
  }

  @Test
  void whatIsDelayedArrivesLateAndInOrder() {
    link.delay(CALLER, Duration.ofMillis(50));
    long start = System.nanoTime();

    verify(
        caller.script().message("a").message("b").close(),
        target.script().expectMessage("a").expectMessage("b").expectClose().close());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void aPausedDirectionHoldsAndTheOtherPasses() {
    link.pause(CALLER);
    caller.script().message("later").block(PATIENCE);

    verify(target.script().message("now"), caller.script().expectMessage("now"));
    verify(target.script().expectSilence(SHORT));
    assertThat(link.counts().fromCaller()).isZero();

    link.resume(CALLER);
    verify(target.script().expectMessage("later"));
  }

  @Test
  void aPauseReachesTheSenderAsBackpressure() {
    link.pause();

    assertThatThrownBy(() -> caller.script().within(SHORT).flood(new byte[1000]).block(PATIENCE))
        .hasMessageContaining("not within");
    assertThat(link.counts().fromCaller()).isZero();
  }

  @Test
  void whatFallsIntoABlackHoleIsLostAndTheConnectionStays() {
    link.blackHole(CALLER);
    caller.script().message("lost").block(PATIENCE);
    link.until(counts -> counts.vanished() == 6).block(PATIENCE);
    link.heal();

    verify(caller.script().message("found"), target.script().expectMessage("found"));
  }

  @Test
  void aBlackHoleTakesAnyNumberOfBytesWithoutResistance() {
    link.blackHole();

    caller.script().send(new byte[20_000_000]).block(PATIENCE);

    assertThat(link.until(counts -> counts.vanished() == 20_000_000).block(PATIENCE).open())
        .isOne();
  }

  @Test
  void aCloseFallsIntoTheBlackHoleUntilItIsHealed() {
    link.blackHole();
    caller.script().message("lost").finish().block(PATIENCE);
    verify(target.script().expectSilence(SHORT));

    link.heal();
    verify(target.script().expectClose());
  }

  @Test
  void aLinkIsCutAfterExactlySoManyBytes() {
    for (int length : new int[] {0, 1, 9, 64, 100_000}) {
      link.heal();
      ZmtpPeer from = ZmtpPeer.connect(link.truncateAt(CALLER, length).endpoint()).block(PATIENCE);
      ZmtpPeer to = listener.accept().block(PATIENCE);

      verify(
          from.script().send(new byte[200_000]).discardUntilClose(),
          to.script().expect(new byte[length]).expectClose().close());
      from.dispose();
    }
  }

  @Test
  void aTruncationThatIsPastAlreadyCutsAtOnce() {
    verify(caller.script().message("a"), target.script().expectMessage("a"));

    link.truncateAt(CALLER, 1);

    verify(caller.script().expectClose(), target.script().expectClose());
  }

  @Test
  void onlyTheBytesOfTheNamedSideCount() {
    link.truncateAt(CALLER, 3);

    verify(target.script().message("abcdef"), caller.script().expectMessage("abcdef"));
    verify(
        caller.script().send(new byte[4]).expectClose(),
        target.script().expect(new byte[3]).expectClose().close());
  }

  @Test
  void aCutClosesBothSides() {
    link.cut();

    verify(caller.script().expectClose().close(), target.script().expectClose().close());
    untilClosed();
  }

  @Test
  void aResetResetsBothSides() {
    link.reset();

    verify(caller.script().expectClose(), target.script().expectClose());
    untilClosed();
  }

  @Test
  void theUnawareCallerOfAHalfOpenConnectionGoesOnSending() {
    link.halfOpen(CALLER);

    verify(target.script().expectClose().close());
    verify(caller.script().send(new byte[10_000_000]).expectSilence(SHORT));
    link.until(counts -> counts.vanished() == 10_000_000).block(PATIENCE);
    caller.script().close().block(PATIENCE);
    untilClosed();
  }

  @Test
  void theUnawareTargetOfAHalfOpenConnectionGoesOnSending() {
    link.halfOpen(TARGET);

    verify(caller.script().expectClose().close());
    verify(target.script().send(new byte[10_000_000]).expectSilence(SHORT));
    link.until(counts -> counts.vanished() == 10_000_000).block(PATIENCE);
  }

  @Test
  void newConnectionsPassWhileOldOnesAreHalfOpen() {
    link.halfOpen(CALLER);

    ZmtpPeer next = ZmtpPeer.connect(link.endpoint()).block(PATIENCE);
    verify(
        next.script().message("next"),
        listener.accept().block(PATIENCE).script().expectMessage("next"));
    next.dispose();
  }

  @Test
  void connectionsAreRefusedAndAcceptedAgainOnTheSamePort() {
    link.refuse().block(PATIENCE);

    StepVerifier.create(ZmtpPeer.connect(link.endpoint()))
        .expectErrorSatisfies(e -> assertThat(e).isInstanceOf(ConnectException.class))
        .verify(PATIENCE);
    verify(caller.script().message("still"), target.script().expectMessage("still"));

    link.accept().block(PATIENCE);
    ZmtpPeer next = ZmtpPeer.connect(link.endpoint()).block(PATIENCE);
    verify(
        next.script().message("next"),
        listener.accept().block(PATIENCE).script().expectMessage("next"));
    next.dispose();
  }

  @Test
  void aCallerIsResetWhenNobodyListensAtTheTarget() {
    listener.dispose();
    listener.onDispose().block(PATIENCE);

    ZmtpPeer next = ZmtpPeer.connect(link.endpoint()).block(PATIENCE);

    verify(next.script().expectClose(), caller.script().expectClose().close());
    assertThat(untilClosed().connections()).isEqualTo(2);
  }

  @Test
  void disposingEndsEveryConnectionAlsoOneThatTakesNoBytes() {
    assertThatThrownBy(() -> caller.script().within(SHORT).flood(new byte[1000]).block(PATIENCE))
        .hasMessageContaining("not within");

    link.dispose();

    link.onDispose().block(PATIENCE);
    assertThat(link.counts().open()).isZero();
    StepVerifier.create(ZmtpPeer.connect(link.endpoint()))
        .expectError(ConnectException.class)
        .verify(PATIENCE);
  }

  @Test
  void aDisposedLinkDoesNotAcceptAgain() {
    link.dispose();

    StepVerifier.create(link.accept()).expectError(IllegalStateException.class).verify(PATIENCE);
  }

  private Counts untilClosed() {
    return link.until(counts -> counts.open() == 0).block(PATIENCE);
  }

  private static void verify(ZmtpScript... scripts) {
    StepVerifier.create(Mono.when(scripts)).expectComplete().verify(PATIENCE);
  }
}
