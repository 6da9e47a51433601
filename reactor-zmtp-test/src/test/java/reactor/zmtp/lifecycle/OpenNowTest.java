package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.zmtp.BindException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Opening a socket, and waiting for it: it is there, or nothing is left of it. */
class OpenNowTest extends Scene {

  @Test
  void itIsThereWhenItReturns() {
    PullSocket pull = zmq.pull().bind(Anywhere.endpoint()).openNow();

    assertThat(zmq.sockets()).hasSize(1);
    assertThat(pull.address()).doesNotContain("*");
  }

  @Test
  void whatOpenFailsWithIsThrown() {
    String taken = zmq.pull().bind(Anywhere.endpoint()).openNow().address();

    assertThatThrownBy(() -> zmq.pull().bind(taken).openNow()).isInstanceOf(BindException.class);
    assertThat(zmq.sockets()).hasSize(1);
  }

  @Test
  void onAnEventLoopNothingIsOpened() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));

    assertThatThrownBy(
            () -> await(pull.metrics().map(metrics -> zmq.pull().name("second").openNow())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open()");
    assertThat(zmq.sockets()).hasSize(1);
  }

  @Test
  void whatIsNotThereInTimeIsNotThereLater() {
    PullSpec spec = zmq.pull().bind(Anywhere.endpoint());
    for (int i = 0; i < 300; i++) {
      try {
        spec.openNow(Duration.ofMillis(i % 3)).dispose();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("could not be opened within");
      }
    }

    until(() -> zmq.sockets().stream().allMatch(ZmqSocket::isDisposed));
  }
}
