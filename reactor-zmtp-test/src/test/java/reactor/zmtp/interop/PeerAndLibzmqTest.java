package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.MORE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpGreeting;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;

/** That what the scripted peer says and understands is the ZMTP that libzmq speaks. */
class PeerAndLibzmqTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String PULL =
      """
      pull = socket("PULL", bind=ANYWHERE)
      while True:
          say(*[frame.decode() for frame in pull.recv_multipart()])
      """;

  private static final String PUSH =
      """
      push = socket("PUSH", connect=sys.argv[1])
      push.send_multipart([b"hello", b"", b"x" * 300])
      say("sent")
      ask()
      """;

  private @Nullable LibzmqProcess libzmq;

  @BeforeEach
  void libzmqIsThere() {
    LibzmqProcess.assumePresent();
  }

  @AfterEach
  void end() {
    if (libzmq != null) {
      libzmq.close();
    }
  }

  @Test
  void libzmqReceivesWhatThePeerSends() {
    ZmtpPeer peer = connectTo(PULL);

    verify(peer.script().handshake("PUSH").message("one").message("two", "frames"));

    assertThat(line()).isEqualTo("one");
    assertThat(line()).isEqualTo("two frames");
    peer.dispose();
  }

  @Test
  void libzmqUnderstandsTheHandshakeByteByByteAndAllAtOnce() {
    for (int size : new int[] {1, 100_000}) {
      ZmtpPeer peer = connectTo(PULL);
      verify(
          peer.script()
              .sendInPieces(size, ZmtpBytes.greeting(0), ZmtpBytes.ready("PUSH"))
              .expectGreeting()
              .expectCommand("READY")
              .message("one"));
      assertThat(line()).isEqualTo("one");
      peer.dispose();
    }
  }

  @Test
  void thePeerUnderstandsWhatLibzmqSends() {
    ZmtpListener listener = ZmtpPeer.listen().block(PATIENCE);
    libzmq = LibzmqProcess.start(PUSH, listener.endpoint());
    ZmtpPeer peer = listener.accept().block(PATIENCE);

    verify(
        peer.script()
            .greeting()
            .expectGreeting(new ZmtpGreeting(3, 1, "NULL", 0))
            .ready("PULL")
            .expectCommand("READY", ZmtpBytes.property("Socket-Type", "PUSH"))
            .expectMessage(bytes("hello"), new byte[0], bytes("x".repeat(300))));
    listener.dispose();
  }

  @Test
  void libzmqAnswersPingWithItsContext() {
    ZmtpPeer peer = connectTo(PULL);

    verify(
        peer.script().handshake("PUSH").ping(100, bytes("context")).expectPong(bytes("context")));
    peer.dispose();
  }

  @Test
  void libzmqClosesOnAWrongSocketType() {
    ZmtpPeer peer = connectTo(PULL);

    verify(peer.script().greeting().ready("SUB").discardUntilClose());
  }

  @Test
  void libzmqClosesOnAnotherMechanism() {
    ZmtpPeer peer = connectTo(PULL);

    verify(peer.script().send(ZmtpBytes.greeting(3, 1, "PLAIN", false)).discardUntilClose());
  }

  @Test
  void libzmqClosesOnAFrameOfMoreBytesThanItMayTake() {
    ZmtpPeer peer =
        connectTo(
            """
            pull = socket("PULL", bind=ANYWHERE, MAXMSGSIZE=1000)
            ask()
            """);

    verify(
        peer.script()
            .handshake("PUSH")
            .send(ZmtpBytes.frameHeader(ZmtpBytes.LONG | MORE, 1L << 62))
            .expectClose());
  }

  @Test
  void aLibzmqThatIsNotReadingStallsThePeer() {
    ZmtpPeer peer =
        connectTo(
            """
            pull = socket("PULL", bind=ANYWHERE, RCVHWM=10)
            ask()
            """);

    StepVerifier.create(
            peer.script()
                .handshake("PUSH")
                .within(Duration.ofMillis(500))
                .flood(ZmtpBytes.message(new byte[1000])))
        .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("not within"))
        .verify(PATIENCE);
    peer.dispose();
  }

  private ZmtpPeer connectTo(String script) {
    if (libzmq != null) {
      libzmq.close();
    }
    libzmq = LibzmqProcess.start(script);
    return ZmtpPeer.connect(line()).block(PATIENCE);
  }

  private String line() {
    return libzmq.line().block(PATIENCE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void verify(ZmtpScript... scripts) {
    StepVerifier.create(Mono.when(scripts)).expectComplete().verify(PATIENCE);
  }
}
