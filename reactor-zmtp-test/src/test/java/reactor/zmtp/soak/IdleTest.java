package reactor.zmtp.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** An event loop that has nothing to do does nothing: nobody polls. */
@Tag("full")
class IdleTest extends Scene {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration WHILE = Duration.ofSeconds(2);

  /** One per cent; a loop that polls takes all it can get. */
  private static final Duration NEARLY_NOTHING = WHILE.dividedBy(100);

  @Test
  void aPairThatHasNothingToSay() {
    PairSocket left = open(zmq.pair().bind(Anywhere.endpoint()));
    PairSocket right = open(zmq.pair().connect(address(left)));
    keep(left.send(left.receive()).subscribe());
    await(right.send(ZmqMessage.of("once")));
    await(right.receive().next());
    keep(right.receive().subscribe());

    assertThat(cpuTimeOf(left)).isLessThan(NEARLY_NOTHING);
  }

  @Test
  void aPublisherThatIsHeldUp() {
    PullSocket pull = open(zmq.pull().receiveBuffer(4096).bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendBuffer(4096).connect(address(pull)));
    Supply supply = Supply.endless().sized(1000);
    keep(push.send(supply.messages()).subscribe());
    SocketMetrics full = untilNothingMoves(push);

    assertThat(cpuTimeOf(push)).isLessThan(NEARLY_NOTHING);
    assertThat(metrics(push)).isEqualTo(full);
    assertThat(full.waitingToSend()).isPositive();
  }

  @Test
  void aPublisherWithoutAPeer() {
    PushSocket push = open(zmq.push().bind(Anywhere.endpoint()));
    keep(push.send(Flux.just(ZmqMessage.of("for nobody"))).subscribe());
    metrics(push);

    assertThat(cpuTimeOf(push)).isLessThan(NEARLY_NOTHING);
  }

  /** Until the kernel takes no more: the figures have been the same a hundred times. */
  private static SocketMetrics untilNothingMoves(ZmqSocket socket) {
    SocketMetrics[] before = new SocketMetrics[1];
    int[] times = new int[1];
    return until(
        socket,
        m -> {
          times[0] = m.equals(before[0]) ? times[0] + 1 : 0;
          before[0] = m;
          return times[0] == 100;
        });
  }

  /** Of the one event loop of all sockets, over a while. */
  private static Duration cpuTimeOf(ZmqSocket socket) {
    Mono<Long> loop = socket.metrics().map(m -> Thread.currentThread().getId());
    long thread = await(loop);
    long before = THREADS.getThreadCpuTime(thread);
    await(Mono.delay(WHILE));
    long after = THREADS.getThreadCpuTime(thread);
    return Duration.ofNanos(after - before);
  }
}
