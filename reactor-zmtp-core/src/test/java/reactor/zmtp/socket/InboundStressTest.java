package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.SocketType;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;

/**
 * The event loop meets a subscriber that asks for a few messages at a time on a thread of its own,
 * and leaves, and comes again: each message is delivered once and in order, never more than was
 * asked for, and no request is lost. It ends by itself; the clock only tells that it did not.
 */
class InboundStressTest {

  private static final int MESSAGES = 100_000;
  private static final int CLOSINGS = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final LoopResources LOOPS = LoopResources.create("inbox-stress", 1, true);
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

  private final IoLoop loop = IoLoop.next(LOOPS, null);
  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
  private final Inbound<DefaultMessage> inbound = inbound();
  private int next;

  @AfterAll
  static void end() {
    THREADS.shutdownNow();
    LOOPS.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }

  private Inbound<DefaultMessage> inbound() {
    return new Inbound<>(loop, SocketType.PULL, (pipe, message) -> message);
  }

  /** One who never leaves. */
  @Test
  void eachRequestIsMet() {
    new Peer().start();
    Random random = new Random(1);
    Taker taker = new Taker();
    inbound.subscribe(taker);
    for (int asked = 0; asked < MESSAGES; asked++) {
      taker.ask(1);
      if (random.nextInt(asked % 20_000 < 10_000 ? 2 : 5000) == 0) { // often, or many in a row
        taker.awaitAll();
        for (int i = random.nextInt(60); i > 0; i--) {
          Thread.onSpinWait();
        }
      }
    }
    taker.awaitAll();
    taker.cancel();

    assertThat(fault.get()).isNull();
    assertThat(taker.received.get()).isEqualTo(MESSAGES);
  }

  /** Each leaves with some of what it asked for, and the next takes what comes then. */
  @Test
  void whoLeavesLosesNothingForTheNext() {
    new Peer().start();
    Random random = new Random(2);
    long all = 0;
    while (all < MESSAGES) {
      Taker taker = new Taker();
      inbound.subscribe(taker);
      taker.ask(1 + random.nextInt(20));
      if (random.nextInt(4) == 0) {
        taker.awaitAll();
      }
      for (int i = random.nextInt(2000); i > 0; i--) {
        Thread.onSpinWait();
      }
      taker.cancel();
      taker.awaitLoop(); // what was on its way when it left is its own
      all += taker.received.get();
      assertThat(fault.get()).isNull();
    }
  }

  /** The end meets the beginning: whoever subscribes is told, once. */
  @Test
  void whoSubscribesWhileItEndsIsToldOnce() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    for (int round = 0; round < CLOSINGS; round++) {
      Random random = new Random(round);
      Inbound<DefaultMessage> ending = inbound();
      Taker taker = new Taker();
      Future<?> closing =
          THREADS.submit(
              () -> {
                barrier.await();
                loop.run(ending::close);
                return true;
              });
      barrier.await();
      for (int i = random.nextInt(3000); i > 0; i--) {
        Thread.onSpinWait();
      }
      ending.subscribe(taker);
      taker.ask(1);
      closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      taker.awaitLoop();
      taker.awaitSignals();
      assertThat(taker.ends.get()).as("ends of round %d", round).isEqualTo(1);
      assertThat(fault.get()).isNull();
    }
  }

  private void fail(String what) {
    fault.compareAndSet(null, what);
  }

  /** One that waits for a while looks at the clock. */
  private final class Taker implements CoreSubscriber<DefaultMessage> {

    final AtomicLong received = new AtomicLong();
    final AtomicInteger ends = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private volatile @Nullable Subscription subscription;

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
    }

    @Override
    public void onNext(DefaultMessage message) {
      if (!loop.inLoop()) {
        fail("not on the loop");
      }
      int number = ByteBuffer.wrap(message.array(0)).getInt();
      if (number != next++) {
        fail("message " + number + " instead of " + (next - 1));
      }
      if (received.incrementAndGet() > asked.get()) {
        fail("more than was asked for");
      }
      if (ends.get() > 0) {
        fail("a message after the end");
      }
    }

    @Override
    public void onError(Throwable t) {
      ends.incrementAndGet();
    }

    @Override
    public void onComplete() {
      ends.incrementAndGet();
    }

    void ask(long n) {
      asked.addAndGet(n);
      Subscription s = subscription;
      if (s != null) {
        s.request(n);
      }
    }

    void cancel() {
      Subscription s = subscription;
      if (s != null) {
        s.cancel();
      }
    }

    void awaitAll() {
      Spin.until(
          () -> received.get() >= asked.get() || fault.get() != null,
          PATIENCE,
          "what was asked for");
    }

    /** Until the loop has done what it was told before. */
    /** What was to be told by now was told. */
    void awaitSignals() throws InterruptedException {
      CountDownLatch told = new CountDownLatch(1);
      loop.execute(() -> loop.signal(told::countDown));
      assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    void awaitLoop() {
      try {
        loop.eventLoop().submit(() -> {}).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError("the loop hangs", e);
      }
    }
  }

  /** A peer that sends without end, and stops where the pipe says so. On the loop. */
  private final class Peer extends FakeLink {

    private final Random random = new Random(3);
    private final Pipe pipe =
        new Pipe(new Door(), this, new FakePeer(), new HighWaterMarks(10, 8, Long.MAX_VALUE));
    private int number;
    private boolean reading = true;

    void start() {
      loop.execute(this::send);
    }

    @Override
    public void stopReading() {}

    @Override
    public boolean hasUnread() {
      return false;
    }

    @Override
    public void resumeReading() {
      reading = true;
      loop.execute(this::send);
    }

    private void send() {
      while (reading && number < 2 * MESSAGES) {
        reading = pipe.receive(new DefaultMessage(ByteBuffer.allocate(4).putInt(number++).array()));
        if (reading && random.nextInt(8) == 0) { // others have a turn
          loop.execute(this::send);
          return;
        }
      }
    }
  }

  /** The pipe's way to the inbox. */
  private final class Door implements PipeEvents {

    @Override
    public boolean deliver(Pipe pipe, DefaultMessage message) {
      return inbound.deliver(pipe, message);
    }

    @Override
    public void queued(Pipe pipe) {
      inbound.queued(pipe);
    }

    @Override
    public void unflushed(Pipe pipe) {}

    @Override
    public void room(Pipe pipe) {}

    @Override
    public void lost(Pipe pipe, @Nullable Throwable cause) {}
  }
}
