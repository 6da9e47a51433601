package reactor.zmtp.samples.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqContext;

/** The pipeline over a file, with Flink in this process. */
public final class FileCounts {

  private FileCounts() {}

  /**
   * Prints the last count of each window: symbol, second, trades, quantity.
   *
   * @param args a file of trades
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    List<Trade> trades = Files.readAllLines(Path.of(args[0])).stream().map(Trade::parse).toList();
    try (ZmqContext zmq = ZmqContext.create()) {
      StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(2);
      new Pipeline(zmq, Flux.fromIterable(trades), trades.size())
          .count(flink)
          .values()
          .forEach(count -> System.out.println(count.toMessage().text()));
    }
  }
}
