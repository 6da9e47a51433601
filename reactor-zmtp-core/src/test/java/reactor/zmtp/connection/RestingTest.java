package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.mechanism.FrameBoxes;

/** With real boxes of CURVE. */
class RestingTest {

  private static final LoopResources LOOPS = LoopResources.create("resting", 1, true);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final IoLoop loop = IoLoop.next(LOOPS, time);
  private final FrameBox sender = FrameBoxes.ofClient();
  private final FrameBox receiver = FrameBoxes.ofServer();

  @AfterAll
  static void end() {
    LOOPS.disposeLater(Duration.ZERO, Duration.ofSeconds(20)).block();
  }

  @Test
  void anIdleConnectionHoldsNoKeyStream() {
    onLoop(() -> messages(100));
    assertThat(sender.isAhead()).isTrue();
    assertThat(receiver.isAhead()).isTrue();

    pass(3);

    assertThat(sender.isAhead()).isFalse();
    assertThat(receiver.isAhead()).isFalse();
  }

  @Test
  void aConnectionWithTrafficKeepsIt() {
    onLoop(() -> messages(100));

    for (int second = 0; second < 5; second++) {
      pass(1);
      onLoop(() -> messages(1));
    }

    assertThat(sender.isAhead()).isTrue();
    assertThat(receiver.isAhead()).isTrue();
  }

  @Test
  void itGoesOnAfterAPause() {
    onLoop(() -> messages(100));
    pass(10);
    onLoop(() -> messages(100));
    assertThat(sender.isAhead()).isTrue();

    pass(3);

    assertThat(sender.isAhead()).isFalse();
  }

  private final Resting sending = new Resting(loop, sender);
  private final Resting receiving = new Resting(loop, receiver);

  private void messages(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(receiver.open(sender.seal(0, new byte[64], 0, 64))).hasSize(64);
    }
    sending.watch();
    receiving.watch();
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.advanceTimeBy(Resting.INTERVAL);
      onLoop(() -> {});
    }
  }

  private void onLoop(Runnable task) {
    loop.eventLoop().submit(task).syncUninterruptibly();
  }
}
