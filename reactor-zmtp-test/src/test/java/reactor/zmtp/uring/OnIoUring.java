package reactor.zmtp.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.uring.IoUring;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * What goes over io_uring, with Netty's native library for it on the class path. That Reactor Netty
 * takes for every loop then, so that these tests have an execution of their own.
 */
class OnIoUring {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ZmqContext zmq;

  @BeforeEach
  void openContext() {
    assumeTrue(IoUring.isAvailable(), () -> "no io_uring here: " + IoUring.unavailabilityCause());
    zmq = ZmqContext.builder().ioThreads(2).ioUring(true).build();
  }

  @AfterEach
  void disposeOfContext() {
    if (zmq != null) {
      zmq.disposeLater().block(PATIENCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "ws://127.0.0.1:*"})
  void messagesArriveWholeAndInOrder(String anywhere) {
    PullSocket pull = zmq.pull().bind(anywhere).openNow(PATIENCE);
    PushSocket push = zmq.push().connect(pull.address()).openNow(PATIENCE);

    push.send(Flux.range(0, 10_000).map(number -> ZmqMessage.of("number " + number))).subscribe();

    List<String> arrived =
        pull.receive().take(10_000).map(message -> message.text(0)).collectList().block(PATIENCE);
    assertThat(arrived).hasSize(10_000).startsWith("number 0").endsWith("number 9999");
  }

  @Test
  void optionsOfTcpReachItsChannels() {
    PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").openNow(PATIENCE);
    PushSocket push =
        zmq.push()
            .tcpKeepAlive(true)
            .tcpKeepAliveIdle(Duration.ofSeconds(30))
            .tcpKeepAliveInterval(Duration.ofSeconds(5))
            .tcpKeepAliveCount(3)
            .connect(pull.address())
            .openNow(PATIENCE);

    push.send(ZmqMessage.of("kept alive")).subscribe();

    assertThat(pull.receive().next().block(PATIENCE)).isEqualTo(ZmqMessage.of("kept alive"));
  }

  @Test
  void datagramsArrive() {
    DishSocket dish = zmq.dish().join("news").bind("udp://127.0.0.1:*").openNow(PATIENCE);
    RadioSocket radio = zmq.radio().connect(dish.address()).openNow(PATIENCE);

    radio.send(new GroupMessage("news", ZmqMessage.of("all well"))).subscribe();

    assertThat(dish.receive().next().block(PATIENCE))
        .isEqualTo(new GroupMessage("news", ZmqMessage.of("all well")));
  }
}
