package reactor.zmtp.samples.benchmarks.jmh;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * A message from a PUSH to the subscriber of a PULL over loopback, through the public API. Run it
 * with {@code -prof gc}: {@code gc.alloc.rate.norm} is the garbage of one received message, and
 * what little the sender makes, which sends the same one again and again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Receive {

  private static final int MESSAGES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Bytes of each frame. */
  @Param({"8", "64", "1024", "65536"})
  public int size;

  /** Frames of each message. */
  @Param({"1", "3"})
  public int frames;

  private final Receiver receiver = new Receiver();
  private @Nullable ZmqContext zmq;

  /** Made by JMH. */
  public Receive() {}

  /** Connects two sockets. */
  @Setup
  public void connect() {
    ZmqContext context = ZmqContext.builder().ioThreads(2).build();
    zmq = context;
    PullSocket pull = context.pull().bind("tcp://127.0.0.1:*").open().block(PATIENCE);
    if (pull == null) {
      throw new IllegalStateException("open() gives a socket");
    }
    pull.receive().subscribe(receiver);
    ZmqMessage message = Messages.of(frames, size);
    context
        .push()
        .linger(Duration.ZERO)
        .connect(pull.address())
        .send(Flux.generate(sink -> sink.next(message)))
        .subscribe(done -> {}, disposed -> {});
  }

  /**
   * Asks for many messages and waits until they have come.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void message() throws InterruptedException {
    receiver.receive(MESSAGES);
  }

  /** Closes everything. */
  @TearDown
  public void close() {
    if (zmq != null) {
      zmq.disposeLater().block(PATIENCE);
    }
  }

  private static final class Receiver extends BaseSubscriber<ZmqMessage> {

    private final Semaphore complete = new Semaphore(0);
    private int missing;

    void receive(int messages) throws InterruptedException {
      missing = messages; // request and semaphore carry it to the event loop and back
      request(messages);
      complete.acquire();
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(ZmqMessage message) {
      if (--missing == 0) {
        complete.release();
      }
    }
  }
}
