package reactor.zmtp.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ZmtpPeerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private ZmtpListener listener;
  private ZmtpPeer left;
  private ZmtpPeer right;

  @BeforeEach
  void connect() {
    listener = ZmtpPeer.listen().block(PATIENCE);
    left = ZmtpPeer.connect(listener.endpoint()).block(PATIENCE);
    right = listener.accept().block(PATIENCE);
  }

  @AfterEach
  void dispose() {
    left.dispose();
    listener.dispose();
    listener.onDispose().block(PATIENCE);
  }

  @Test
  void twoPeersShakeHands() {
    verify(left.script().handshake("PUSH"), right.script().handshake("PULL"));
  }

  @Test
  void theGreetingHasTheBytesOfTheRfc() {
    verify(
        left.script().greeting(),
        right
            .script()
            .expect(
                hex("ff 0000000000000000 7f 03 01 4e554c4c 00000000000000000000000000000000 00"),
                new byte[31]));
  }

  @Test
  void aGreetingIsReadWithItsVersionMechanismAndRole() {
    left.script().send(ZmtpBytes.greeting(3, 0, "CURVE", true)).block(PATIENCE);

    assertThat(right.receiveGreeting().block(PATIENCE))
        .isEqualTo(new ZmtpGreeting(3, 0, "CURVE", 1));
  }

  @Test
  void readyHasTheBytesOfTheRfc() {
    verify(
        left.script().ready("PULL", ZmtpBytes.property("Identity", "")),
        right
            .script()
            .expect(
                hex("04 27 05 5245414459"),
                hex("0b 536f636b65742d54797065 00000004 50554c4c"),
                hex("08 4964656e74697479 00000000")));
  }

  @Test
  void framesAreShortUpTo255BytesAndThenLong() {
    verify(
        left.script().frame(0, new byte[255]).frame(MORE, new byte[256]),
        right
            .script()
            .expect(hex("00ff"), new byte[255])
            .expect(hex("03 0000000000000100"), new byte[256]));
  }

  @Test
  void aShortFrameMayBeSentLong() {
    verify(
        left.script().frame(LONG, hex("01")), right.script().expect(hex("02 0000000000000001 01")));
  }

  @Test
  void aFrameCanAnnounceWhatItDoesNotHave() {
    verify(
        left.script().send(ZmtpBytes.frameHeader(LONG, 1L << 62)),
        right.script().expect(hex("02 4000000000000000")));
  }

  @Test
  void commandsHaveTheBytesOfTheRfc() {
    verify(
        left.script().ping(10, (byte) 7).pong((byte) 7).send(ZmtpBytes.error("no")),
        right
            .script()
            .expect(hex("04 08 04 50494e47 000a 07"))
            .expectPong((byte) 7)
            .expectFrame(COMMAND, hex("05 4552524f52 02 6e6f")));
  }

  @Test
  void aMessageIsUnderstoodFromPiecesOfAnySize() {
    for (int size = 1; size < 12; size++) {
      verify(
          left.script().sendInPieces(size, ZmtpBytes.message("hello", "", "world")),
          right.script().expectMessage("hello", "", "world"));
    }
  }

  @Test
  void whatComesTogetherIsTakenApart() {
    verify(
        left.script()
            .send(ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH"), ZmtpBytes.message("first")),
        right.script().expectGreeting().expectCommand("READY").expectMessage("first"));
  }

  @Test
  void receivedMessagesAreHandedOut() {
    left.script().message("a", "b").block(PATIENCE);

    assertThat(right.receiveMessage().block(PATIENCE))
        .extracting(frame -> new String(frame, StandardCharsets.UTF_8))
        .containsExactly("a", "b");
  }

  @Test
  void aFailureSaysWhichStepWhatWasExpectedAndWhatCame() {
    left.script().message("a").message("b").block(PATIENCE);

    StepVerifier.create(right.script().expectMessage("a").expectMessage("c"))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage(
                        "step 2, expect a message of [frame[flags 00, 1 bytes: 63]]: "
                            + "got [frame[flags 00, 1 bytes: 62]]"))
        .verify(PATIENCE);
  }

  @Test
  void aCommandIsNoMessage() {
    left.script().ping(0).block(PATIENCE);

    assertThatThrownBy(() -> right.receiveMessage().block(PATIENCE))
        .hasMessageContaining("a command instead of a message's frame")
        .hasMessageContaining("PING");
  }

  @Test
  void anythingElseIsNoGreeting() {
    left.script().send("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)).block(PATIENCE);

    assertThatThrownBy(() -> right.receiveGreeting().block(PATIENCE))
        .hasMessageContaining("no ZMTP greeting: it begins with ff; 16 bytes unread: 474554");
  }

  @Test
  void aStepThatWaitsTooLongSaysWhatHasCome() {
    left.script().send(hex("00 05 68")).block(PATIENCE);

    assertThatThrownBy(() -> right.script().within(SHORT).expectMessage("hello").block(PATIENCE))
        .hasMessageContaining("step 1, expect a message")
        .hasMessageContaining("not within PT0.1S; 3 bytes unread: 000568");
  }

  @Test
  void aStepFailsAtOnceWhenTheConnectionEnds() {
    left.script().send(hex("00 05 68")).close().subscribe();

    assertThatThrownBy(() -> right.script().expectMessage("hello").block(PATIENCE))
        .hasMessageContaining("but the connection was closed; 3 bytes unread: 000568");
  }

  @Test
  void aCloseIsSeen() {
    verify(left.script().close(), right.script().expectClose().close());
  }

  @Test
  void aResetIsSeen() {
    verify(left.script().reset(), right.script().expectClose());
  }

  @Test
  void bytesInsteadOfACloseAreAFailure() {
    left.script().send(hex("0102")).block(PATIENCE);

    assertThatThrownBy(() -> right.script().expectClose().block(PATIENCE))
        .hasMessageContaining("bytes came; 2 bytes unread: 0102");
  }

  @Test
  void closingWithUnreadBytesIsStillAFinAfterEverythingSent() {
    left.script().send(new byte[300_000]).block(PATIENCE);

    verify(
        right.script().message("last").close(),
        left.script().expectMessage("last").expectClose().close());
  }

  @Test
  void afterFinishTheOtherDirectionGoesOn() {
    verify(
        left.script().message("question").finish().expectMessage("answer"),
        right.script().expectMessage("question").expectClose().message("answer"));
  }

  @Test
  void aPeerWithoutAReceivingStepStallsTheOther() {
    assertThatThrownBy(
            () ->
                left.script().within(SHORT).flood(ZmtpBytes.frame(MORE, hex("00"))).block(PATIENCE))
        .hasMessageContaining("flood until the connection is closed: not within");

    verify(right.script().expect(hex("01 01 00 01 01 00")).reset());
  }

  @Test
  void aFloodEndsWhenTheOtherSideCloses() {
    verify(
        left.script().flood(ZmtpBytes.frame(MORE, hex("00"))),
        right.script().expect(hex("010100")).reset());
  }

  @Test
  void silenceIsExpected() {
    verify(right.script().expectSilence(SHORT));
  }

  @Test
  void bytesBreakTheSilence() {
    left.script().send(hex("01")).block(PATIENCE);

    assertThatThrownBy(() -> right.script().expectSilence(SHORT).block(PATIENCE))
        .hasMessageContaining("expected silence for PT0.1S, but bytes came");
  }

  @Test
  void everythingIsDiscardedUntilTheClose() {
    verify(
        left.script().send(new byte[3_000_000]).close(),
        right.script().discardUntilClose().close());
  }

  @Test
  void aScriptWaitsForOtherThings() {
    Sinks.Empty<Void> signal = Sinks.empty();

    verify(
        left.script()
            .expectMessage("go")
            .waitFor("nothing", Mono.fromRunnable(signal::tryEmitEmpty)),
        right.script().message("go").waitFor("the signal", signal.asMono()));
  }

  @Test
  void twoStepsOfOnePeerAtOnceAreRefused() {
    right.receive(1).subscribe(bytes -> {}, closedAtTheEnd -> {});

    StepVerifier.create(right.receive(1)).expectError(IllegalStateException.class).verify(PATIENCE);
  }

  @Test
  void aCancelledStepLosesNothing() {
    left.script().send(hex("0102")).block(PATIENCE);
    StepVerifier.create(right.receive(3)).thenCancel().verify(PATIENCE);

    verify(right.script().expect(hex("0102")));
  }

  @Test
  void connectionsAreHandedOutInOrder() {
    ZmtpPeer second = ZmtpPeer.connect(listener.endpoint()).block(PATIENCE);
    second.script().message("second").block(PATIENCE);

    verify(listener.accept().block(PATIENCE).script().expectMessage("second"));
    second.dispose();
  }

  @Test
  void aWrongEndpointIsSaid() {
    for (String wrong :
        new String[] {"tcp://", "tcp://host", "tcp://:1", "udp://x:1", "tcp://h:0"}) {
      StepVerifier.create(ZmtpPeer.connect(wrong))
          .expectErrorMessage(
              "endpoint \"" + wrong + "\": expected tcp://host:port with a port from 1 to 65535")
          .verify(PATIENCE);
    }
  }

  private static void verify(ZmtpScript... scripts) {
    StepVerifier.create(Mono.when(scripts)).expectComplete().verify(PATIENCE);
  }
}
