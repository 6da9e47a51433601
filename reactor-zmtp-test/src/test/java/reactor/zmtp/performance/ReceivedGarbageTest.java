package reactor.zmtp.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.watch.Scene.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.soak.WithoutLeakDetector;
import reactor.zmtp.watch.Anywhere;

/**
 * Received messages cost no more garbage than their payload and 64 bytes for each frame: everything
 * the receiving event loop allocates, from the socket to the subscriber. Of a long frame it is 64
 * bytes for each 16 KiB, since it comes in pieces, and Netty's allocator makes a little garbage for
 * each. (Frames of more than 320 KiB are not among them: their arrays grow with what comes, see
 * {@code MessageDecoder}.)
 */
@ExtendWith(WithoutLeakDetector.class)
class ReceivedGarbageTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BESIDE_THE_PAYLOAD = 64;

  private static final int PIECE = 16 * 1024;

  /** As many, or as few, warm up before those that count. */
  private static final long MOST_MESSAGES = 200_000;

  /** What a thread allocates once, such as an array to decode into, is little beside these. */
  private static final long MOST_BYTES = 1_000_000_000;

  private ZmqContext receivers;
  private ZmqContext senders;

  /** What senders make is no garbage of receivers. */
  @BeforeEach
  void openContexts() {
    receivers = ZmqContext.builder().ioThreads(1).build();
    senders = ZmqContext.builder().ioThreads(1).build();
  }

  @AfterEach
  void closeContexts() {
    await(Mono.when(senders.disposeLater(), receivers.disposeLater()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1024, 65_536, 262_144})
  void isThePayloadAndAtMost64BytesAPiece(int size) {
    isThePayloadAndLittleMore(ZmqMessage.wrap(new byte[size]), Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1024})
  void isNoMoreForMessagesThatWaitUntilTheyAreRequested(int size) {
    isThePayloadAndLittleMore(ZmqMessage.wrap(new byte[size]), 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1024})
  void isAsMuchForEachFrameOfAMultipartMessage(int size) {
    isThePayloadAndLittleMore(
        ZmqMessage.wrap(new byte[size], new byte[size], new byte[size]), Long.MAX_VALUE);
  }

  /** One message more or less: the next may have been begun, or not, when the account is read. */
  private void isThePayloadAndLittleMore(ZmqMessage message, long demand) {
    long least = message.byteSize();
    long count = Math.min(MOST_MESSAGES, MOST_BYTES / least);
    long most = least + BESIDE_THE_PAYLOAD * Math.max(message.size(), least / PIECE);
    assertThat(garbageOf(message, (int) count, demand))
        .isBetween((count - 1) * least, (count + 1) * most);
  }

  /** Bytes for so many messages. */
  private long garbageOf(ZmqMessage message, int count, long demand) {
    PullSocket pull = await(receivers.pull().bind(Anywhere.endpoint()).open());
    Gauge gauge = new Gauge(count, demand);
    pull.receive().subscribe(gauge);
    PushSocket push =
        await(
            senders.push().linger(Duration.ZERO).connect(pull.endpoints().get(0).address()).open());
    push.send(Flux.range(0, 2 * count).map(i -> message)).subscribe();
    return await(gauge.allocated());
  }

  /** A subscriber that allocates nothing itself, and reads its thread's account twice. */
  private static final class Gauge extends BaseSubscriber<ZmqMessage> {

    private final int count;
    private final long demand;
    private final Sinks.One<Long> result = Sinks.one();
    private long received;
    private long before;

    Gauge(int count, long demand) {
      this.count = count;
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
      if (received == count) {
        before = THREADS.getCurrentThreadAllocatedBytes();
      } else if (received == 2L * count) {
        result.tryEmitValue(THREADS.getCurrentThreadAllocatedBytes() - before);
      }
      if (received % demand == 0) {
        request(demand);
      }
    }
  }
}
