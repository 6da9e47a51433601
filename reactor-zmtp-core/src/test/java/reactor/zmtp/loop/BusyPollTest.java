package reactor.zmtp.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.SelectStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

class BusyPollTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void aLoopWithNothingToDoLooksAgainAndSleepsWhenItsTimeIsOver() throws Exception {
    BusyPoll poll = new BusyPoll(Duration.ofMillis(2));
    long began = System.nanoTime();
    int strategy = poll.calculateStrategy(() -> 0, false);
    int first = strategy;
    while (strategy == SelectStrategy.CONTINUE) {
      strategy = poll.calculateStrategy(() -> 0, false);
    }

    assertThat(first).isEqualTo(SelectStrategy.CONTINUE);
    assertThat(strategy).isEqualTo(SelectStrategy.SELECT);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void channelsThatAreReadyAreToldAtOnceAndTasksDoNotWait() throws Exception {
    BusyPoll poll = new BusyPoll(Duration.ofMillis(500));

    assertThat(poll.calculateStrategy(() -> 3, false)).isEqualTo(3);
    assertThat(poll.calculateStrategy(() -> 0, true)).isZero();
  }

  @Test
  void messagesFlowBetweenLoopsThatPollBusily() {
    ZmqContext zmq = ZmqContext.builder().ioThreads(2).busyPoll(Duration.ofNanos(50_000)).build();
    PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").openNow(PATIENCE);
    PushSocket push = zmq.push().connect(pull.address()).openNow(PATIENCE);

    push.send(Mono.just(ZmqMessage.of("there")).subscribeOn(Schedulers.parallel())).subscribe();

    assertThat(pull.receive().next().block(PATIENCE)).isEqualTo(ZmqMessage.of("there"));
    zmq.disposeLater().block(PATIENCE);
  }

  @Test
  void itIsNotForIoUring() {
    ZmqContext.Builder both = ZmqContext.builder().ioUring(true).busyPoll(Duration.ofNanos(50_000));

    assertThatThrownBy(both::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("busyPoll is for epoll and NIO");
  }

  @Test
  void aSecondIsRefused() {
    assertThatThrownBy(() -> ZmqContext.builder().busyPoll(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("busyPoll");
  }
}
