package reactor.zmtp.samples.flink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import reactor.zmtp.samples.flink.connector.ZmqSource;

/**
 * What the sources bring beside Flink's own: texts that a job of one task counts. Each feed is a
 * process of its own.
 */
public final class Throughput {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final LongAdder SEEN = new LongAdder();

  private Throughput() {}

  /**
   * Prints a row for each source and size.
   *
   * @param args which sources of {@code generator lines pull acknowledged}; all if none is said
   * @throws Exception if a job or a feed fails
   */
  public static void main(String[] args) throws Exception {
    List<String> sources =
        args.length > 0 ? List.of(args) : List.of("generator", "lines", "pull", "acknowledged");
    for (String source : sources) {
      System.out.printf("| %s |", source);
      for (int size : new int[] {64, 1024}) {
        System.out.printf(" %.2f M/s |", measure(source, size) / 1e6);
      }
      System.out.println();
    }
  }

  private static double measure(String source, int size) throws Exception {
    try (Feed feed = Feed.start(source, size)) {
      StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
      flink.enableCheckpointing(200);
      texts(flink, source, feed, size)
          .filter(
              text -> {
                SEEN.increment();
                return false;
              })
          .sinkTo(new DiscardingSink<>());
      JobClient job = flink.executeAsync(source);
      for (long before = SEEN.sum(); SEEN.sum() - before < 100_000; ) {
        Thread.sleep(10);
      }
      Thread.sleep(WARM_UP.toMillis());
      long from = SEEN.sum();
      long began = System.nanoTime();
      Thread.sleep(MEASURED.toMillis());
      double rate = (SEEN.sum() - from) * 1e9 / (System.nanoTime() - began);
      job.cancel().get();
      return rate;
    }
  }

  private static DataStream<String> texts(
      StreamExecutionEnvironment flink, String source, Feed feed, int size) {
    return switch (source) {
      case "lines" -> flink.socketTextStream("127.0.0.1", feed.port());
      case "pull" ->
          from(
              flink,
              ZmqSource.of(
                  (zmq, endpoint) -> zmq.pull().connect(endpoint).receive(),
                  new SimpleStringSchema(),
                  feed.address()));
      case "acknowledged" ->
          from(flink, ZmqSource.acknowledged(new SimpleStringSchema(), feed.address()));
      default -> {
        String text = "x".repeat(size);
        yield from(flink, new DataGeneratorSource<>(number -> text, Long.MAX_VALUE, Types.STRING));
      }
    };
  }

  private static DataStream<String> from(
      StreamExecutionEnvironment flink, Source<String, ?, ?> source) {
    return flink.fromSource(source, WatermarkStrategy.noWatermarks(), "texts");
  }
}
