package reactor.zmtp.samples.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import reactor.core.publisher.Flux;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/**
 * Backpressure through Flink: a producer that sends as fast as it may, and an operator that is
 * slowed to 1,000 a second after ten seconds. Draws both and the heap, of Flink and the producer.
 */
public final class SlowOperator {

  /** Seconds before the operator is slowed, and after. */
  private static final int FAST = 10;

  private static final int SLOW = 60;

  private static final AtomicLong SENT = new AtomicLong();
  private static final AtomicLong DONE = new AtomicLong();
  private static volatile boolean slow;
  private static long due; // in nanoseconds, the operator's

  /** What is seen in one second. */
  record Second(long sent, long done, long between, long heap) {}

  private SlowOperator() {}

  /**
   * Runs for 70 s and writes the picture.
   *
   * @param args the file to write
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    try (ZmqContext zmq = ZmqContext.create()) {
      StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
      flink.enableCheckpointing(1000);
      ZmqSource<String> source =
          ZmqSource.of(
                  (context, endpoint) ->
                      context
                          .pull()
                          .receiveHighWaterMark(100)
                          .maxInFlightBytes(16384)
                          .connect(endpoint)
                          .receive(),
                  new SimpleStringSchema(),
                  producer(zmq))
              .ahead(128);
      flink
          .fromSource(source, WatermarkStrategy.noWatermarks(), "texts")
          .filter(SlowOperator::operate)
          .sinkTo(new DiscardingSink<>());
      flink.executeAsync("slow operator");
      List<Second> seconds = watch();
      write(Path.of(args[0]), seconds);
      seconds.stream().skip(FAST - 1L).limit(4).forEach(System.out::println);
      System.out.println(seconds.get(seconds.size() - 1));
    }
    System.exit(0); // the job has no end
  }

  private static String producer(ZmqContext zmq) {
    ZmqMessage text = ZmqMessage.of("x".repeat(64));
    PushSocket push =
        zmq.push()
            .sendHighWaterMark(100)
            .maxInFlightBytes(16384)
            .bind("tcp://127.0.0.1:*")
            .openNow();
    push.send(
            Flux.<ZmqMessage>generate(
                sink -> {
                  SENT.incrementAndGet();
                  sink.next(text);
                }))
        .onErrorComplete() // the end
        .subscribe();
    return push.address();
  }

  private static boolean operate(String text) {
    if (slow) {
      long now = System.nanoTime();
      due = Math.max(due + 1_000_000, now - 10_000_000);
      LockSupport.parkNanos(due - now);
    }
    DONE.incrementAndGet();
    return false;
  }

  private static List<Second> watch() throws InterruptedException {
    while (DONE.get() == 0) {
      Thread.sleep(10);
    }
    List<Second> seconds = new ArrayList<>();
    for (int i = 0; i < FAST + SLOW; i++) {
      slow = i >= FAST;
      long sent = SENT.get();
      long done = DONE.get();
      Thread.sleep(Duration.ofSeconds(1).toMillis());
      seconds.add(
          new Second(SENT.get() - sent, DONE.get() - done, SENT.get() - DONE.get(), heap()));
    }
    return seconds;
  }

  /** What is left after a collection, in MiB. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static void write(Path file, List<Second> seconds) throws IOException {
    Files.writeString(file, new Plot(seconds, FAST).svg());
  }
}
