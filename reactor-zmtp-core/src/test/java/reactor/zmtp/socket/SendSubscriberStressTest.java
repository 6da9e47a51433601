package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Publishers on threads of their own meet the event loop, many thousand times with few messages, so
 * that the queue is found empty and full all the time: each message goes out once and in order, no
 * more is asked for than there is room, and no wake-up is lost. A round ends by itself; the clock
 * only tells that it did not.
 */
class SendSubscriberStressTest {

  private static final int ROUNDS = 5000;
  private static final int BURSTS = 50_000;
  private static final int MOST_MESSAGES = 40;
  private static final int ROOM = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final LoopResources LOOPS = LoopResources.create("feed-stress", 1, true);
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

  private final IoLoop loop = IoLoop.next(LOOPS, null);
  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

  @AfterAll
  static void end() {
    THREADS.shutdownNow();
    LOOPS.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachMessageGoesOutOnceAndInOrder(int publishers) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      Channel channel = new Channel(publishers, new Random(-round));
      Outbound outbound = outbound(channel);
      channel.onRoom = outbound::room;
      CyclicBarrier barrier = new CyclicBarrier(publishers);
      List<Mono<Void>> sends = new ArrayList<>();
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        Source source = new Source(i, random.nextInt(MOST_MESSAGES), channel);
        channel.sources[i] = source;
        sends.add(outbound.send(source));
        long seed = random.nextLong();
        threads.add(THREADS.submit(() -> source.publish(barrier, seed)));
      }
      Mono.when(sends).block(PATIENCE);
      for (Future<?> thread : threads) {
        thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      for (Source source : channel.sources) {
        assertThat(channel.next[source.id])
            .as("messages of round %d", round)
            .isEqualTo(source.count);
      }
      assertThat(fault.get()).as("round %d", round).isNull();
    }
  }

  /**
   * Some messages as fast as the loop takes them, and nothing more until all have come: the last
   * may come while the loop is about to sleep, and nobody else wakes it.
   */
  @Test
  void noMessageIsLeftBehind() {
    AtomicInteger arrived = new AtomicInteger();
    SendStrategy atOnce = new AtOnce(arrived);
    Sinks.One<Subscriber<? super ZmqMessage>> subscribed = Sinks.one();
    Outbound outbound = outbound(atOnce);
    Source unasked = new Source(0, 0, new Channel(1, new Random(0)));
    Mono<Void> send =
        outbound.send(
            subscriber -> {
              subscriber.onSubscribe(unasked);
              subscribed.tryEmitValue(subscriber);
            });
    Disposable sending = send.subscribe();
    Subscriber<? super ZmqMessage> subscriber = subscribed.asMono().block(PATIENCE);
    if (subscriber == null) {
      throw new AssertionError("nobody subscribed");
    }
    Sleepless sleepless = new Sleepless();
    loop.execute(sleepless);
    Random random = new Random(1);
    int published = 0;
    try {
      for (int burst = 0; burst < BURSTS; burst++) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          subscriber.onNext(new DefaultMessage(new byte[0]));
          published++;
          pause(random.nextInt(200)); // about as long as the loop takes until it has done
        }
        int all = published;
        Spin.until(() -> arrived.get() == all, PATIENCE, "the last message of burst " + burst);
      }
    } finally {
      sleepless.over = true;
      sending.dispose();
    }
  }

  /** Stopped in the middle of it: every send is told, and what it had published was sent. */
  @Test
  void aSendThatIsStoppedIsTold() throws Exception {
    for (int round = 0; round < ROUNDS / 5; round++) {
      Random random = new Random(round);
      Channel channel = new Channel(1, new Random(-round));
      Outbound outbound = outbound(channel);
      channel.onRoom = outbound::room;
      Source source = new Source(0, MOST_MESSAGES, channel);
      channel.sources[0] = source;
      CyclicBarrier barrier = new CyclicBarrier(2);
      Mono<Void> send = outbound.send(source);
      Future<?> publisher = THREADS.submit(() -> source.publish(barrier, random.nextLong()));
      Future<?> stopper =
          THREADS.submit(
              () -> {
                await(barrier);
                pause(random.nextInt(2000));
                loop.run(outbound::stop);
              });
      send.onErrorResume(DisposedException.class, e -> Mono.empty()).block(PATIENCE);
      publisher.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      stopper.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(fault.get()).as("round %d", round).isNull();
    }
  }

  private Outbound outbound(SendStrategy strategy) {
    return new Outbound(
        loop,
        strategy,
        new Outbound.Losses() {
          @Override
          public void dropped(Pipe pipe, long messages) {
            fail("dropped");
          }

          @Override
          public void lost(Pipe pipe, long messages) {
            fail("lost");
          }
        },
        () -> 0,
        0,
        () -> {});
  }

  private void fail(String what) {
    fault.compareAndSet(null, what);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  /** Numbered messages, only when they are asked for. */
  private static final class Source implements Publisher<ZmqMessage>, Subscription {

    final int id;
    final int count;
    private final Channel channel;
    private long requested;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean over;
    private volatile int published;
    private volatile @Nullable Subscriber<? super ZmqMessage> subscriber;

    Source(int id, int count, Channel channel) {
      this.id = id;
      this.count = count;
      this.channel = channel;
    }

    @Override
    public void subscribe(Subscriber<? super ZmqMessage> s) {
      s.onSubscribe(this);
      subscriber = s;
    }

    @Override
    public void request(long n) {
      requested += n;
      demand.addAndGet(n);
      channel.checkDemand();
    }

    /** What it has published, or may still publish, and is not written. On the loop. */
    long outstanding() {
      return (over ? published : requested) - channel.written[id];
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    void publish(CyclicBarrier barrier, long seed) {
      await(barrier);
      Random random = new Random(seed);
      Subscriber<? super ZmqMessage> s = subscriber;
      while (s == null) {
        Thread.onSpinWait();
        s = subscriber;
      }
      int number = 0;
      while (number < count && !cancelled) {
        if (demand.get() == 0) {
          LockSupport.parkNanos(1000);
          continue;
        }
        demand.decrementAndGet();
        published = number + 1;
        s.onNext(new DefaultMessage(ByteBuffer.allocate(8).putInt(id).putInt(number++).array()));
        if (random.nextInt(4) == 0) { // the loop catches up, just about
          pause(random.nextInt(300));
        }
      }
      over = true;
      if (!cancelled) {
        s.onComplete();
      }
    }
  }

  /** Keeps the loop from sleeping: it sees at once what is published. */
  private final class Sleepless implements Runnable {

    private final NextIteration again = new NextIteration(loop, this);
    volatile boolean over;

    @Override
    public void run() {
      if (!over) {
        again.schedule();
      }
    }
  }

  /** Everything is written at once. */
  private record AtOnce(AtomicInteger arrived) implements SendStrategy {

    @Override
    public boolean offer(DefaultMessage message, WriteListener listener) {
      listener.written(1);
      arrived.incrementAndGet();
      return true;
    }

    @Override
    public long capacity() {
      return ROOM;
    }

    @Override
    public void add(Pipe pipe) {}

    @Override
    public void remove(Pipe pipe) {}
  }

  /** Takes so many messages at a time, and writes them now or later. On the loop. */
  private final class Channel implements SendStrategy {

    private record Waiting(int id, WriteListener listener) {}

    final Source[] sources;
    final int[] next;
    final long[] written;
    Runnable onRoom = () -> {};
    private final Random random;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean scheduled;

    Channel(int publishers, Random random) {
      this.sources = new Source[publishers];
      this.next = new int[publishers];
      this.written = new long[publishers];
      this.random = random;
    }

    /**
     * There may be one message more for each publisher, so that none has to wait for the others.
     */
    void checkDemand() {
      long outstanding = 0;
      for (Source source : sources) {
        outstanding += source == null ? 0 : source.outstanding();
      }
      if (outstanding > ROOM + sources.length - 1) {
        fail("asked for " + outstanding + " where there is room for " + ROOM);
      }
    }

    @Override
    public boolean offer(DefaultMessage message, WriteListener listener) {
      if (!loop.inLoop()) {
        fail("not on the loop");
      }
      if (waiting.size() == ROOM) {
        return false;
      }
      ByteBuffer content = ByteBuffer.wrap(message.array(0));
      int id = content.getInt();
      int number = content.getInt();
      if (next[id]++ != number) {
        fail("message " + number + " instead of " + (next[id] - 1));
      }
      waiting.add(new Waiting(id, listener));
      if (!scheduled) {
        scheduled = true;
        loop.execute(this::write);
      }
      return true;
    }

    private void write() {
      scheduled = false;
      for (int n = 1 + random.nextInt(ROOM); n > 0 && !waiting.isEmpty(); n--) {
        Waiting first = waiting.remove();
        written[first.id]++;
        first.listener.written(1);
      }
      if (!waiting.isEmpty()) {
        scheduled = true;
        loop.execute(this::write);
      }
      onRoom.run();
    }

    @Override
    public long capacity() {
      return ROOM;
    }

    @Override
    public void add(Pipe pipe) {}

    @Override
    public void remove(Pipe pipe) {}
  }
}
