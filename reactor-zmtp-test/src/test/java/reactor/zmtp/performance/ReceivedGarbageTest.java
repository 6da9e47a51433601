package reactor.zmtp.performance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/**
 * Received messages cost no more garbage than their payload and 64 bytes each: everything the
 * receiving event loop allocates, from the socket to the subscriber, divided by the messages.
 */
class ReceivedGarbageTest extends Scene {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BESIDE_THE_PAYLOAD = 64;
  private static final int WARM_UP = 200_000;
  private static final int COUNTED = 200_000;

  private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

  /** Senders have an event loop of their own. */
  private ZmqContext senders;

  /** What Netty's leak detector writes down is no garbage of ours. */
  @BeforeEach
  void openSenders() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    senders = ZmqContext.builder().ioThreads(1).build();
  }

  @AfterEach
  void closeSenders() {
    await(senders.disposeLater());
    ResourceLeakDetector.setLevel(level);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 9223372036854775807",
    "64, 9223372036854775807",
    "1024, 9223372036854775807",
    "8, 100",
    "64, 100",
    "1024, 100"
  })
  void isThePayloadAndAtMost64Bytes(int size, long demand) {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    ZmqMessage message = ZmqMessage.wrap(new byte[size]);
    Gauge gauge = new Gauge(demand);
    pull.receive().subscribe(gauge);

    keep(
        senders
            .push()
            .linger(Duration.ZERO)
            .connect(address(pull))
            .send(Flux.range(0, WARM_UP + COUNTED).map(i -> message))
            .subscribe());

    double bytes = await(gauge.allocated()) / (double) COUNTED;
    assertThat(bytes).isBetween((double) size, (double) size + BESIDE_THE_PAYLOAD);
  }

  /** A subscriber that allocates nothing itself, and reads its thread's account twice. */
  private static final class Gauge extends BaseSubscriber<ZmqMessage> {

    private final long demand;
    private final Sinks.One<Long> result = Sinks.one();
    private long received;
    private long before;

    Gauge(long demand) {
      this.demand = demand;
    }

    Mono<Long> allocated() {
      return result.asMono();
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(demand);
    }

    @Override
    protected void hookOnNext(ZmqMessage message) {
      received++;
      if (received == WARM_UP) {
        before = THREADS.getCurrentThreadAllocatedBytes();
      } else if (received == WARM_UP + COUNTED) {
        result.tryEmitValue(THREADS.getCurrentThreadAllocatedBytes() - before);
      }
      if (received % demand == 0) {
        request(demand);
      }
    }
  }
}
