package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.FaultyLink.Side.CALLER;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.test.FaultyLink;

/**
 * Two libzmq processes and a link between them: that it passes their traffic, and that they notice
 * its faults.
 */
class LinkAndLibzmqTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String PULL =
      """
      pull = socket("PULL", bind=ANYWHERE)
      count = int(ask())
      for i in range(count):
          received = pull.recv_multipart()
          if received != message(i):
              sys.exit(f"message {i} differs: {[len(frame) for frame in received]}")
      say("all equal")
      """;

  private static final String PUSH =
      """
      push = socket("PUSH", connect=sys.argv[1], RECONNECT_IVL=10)
      for i in range(int(sys.argv[2])):
          push.send_multipart(message(i))
          if i == 0:
              say("sent one")
              ask()
      finish()
      """;

  private LibzmqProcess pull;
  private LibzmqProcess push;
  private FaultyLink link;

  @BeforeEach
  void start() {
    pull = LibzmqProcess.start(PULL);
    link = FaultyLink.to(pull.line().block(PATIENCE)).block(PATIENCE);
  }

  @AfterEach
  void end() {
    if (link != null) {
      pull.close();
      push.close();
      link.dispose();
      link.onDispose().block(PATIENCE);
    }
  }

  @Test
  void allTrafficPassesUnchanged() {
    push(1000);
    push.tell("go on").block(PATIENCE);

    push.end().block(PATIENCE);
    assertThat(pull.line().block(PATIENCE)).isEqualTo("all equal");
    assertThat(link.counts().vanished()).isZero();
  }

  @Test
  void aCutIsFollowedByANewConnection() {
    push(100);
    arrived();
    link.cut();
    link.until(counts -> counts.connections() == 2).block(PATIENCE);
    push.tell("go on").block(PATIENCE);

    assertThat(pull.line().block(PATIENCE)).isEqualTo("all equal");
  }

  @Test
  void aResetIsFollowedByANewConnection() {
    push(100);
    arrived();
    link.reset();
    link.until(counts -> counts.connections() == 2).block(PATIENCE);
    push.tell("go on").block(PATIENCE);

    assertThat(pull.line().block(PATIENCE)).isEqualTo("all equal");
  }

  @Test
  void aPausedLinkDelaysAndLosesNothing() {
    push(300);
    arrived();
    link.pause(CALLER);
    push.tell("go on").block(PATIENCE);
    long paused = link.counts().fromCaller();
    link.resume();

    assertThat(pull.line().block(PATIENCE)).isEqualTo("all equal");
    assertThat(link.counts().fromCaller()).isGreaterThan(paused);
  }

  /** Starts the pushing process; it waits after its first message. */
  private void push(int count) {
    pull.tell(Integer.toString(count)).block(PATIENCE);
    push = LibzmqProcess.start(PUSH, link.endpoint(), Integer.toString(count));
    assertThat(push.line().block(PATIENCE)).isEqualTo("sent one");
  }

  private void arrived() {
    int greetingAndReady = 64 + 27;
    int first = List.of(Traffic.message(0)).stream().mapToInt(frame -> frame.length).sum();
    link.until(counts -> counts.fromCaller() >= greetingAndReady + first + 2).block(PATIENCE);
  }
}
