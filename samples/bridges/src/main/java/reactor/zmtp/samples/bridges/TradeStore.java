package reactor.zmtp.samples.bridges;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqMessage;

/** Stores what an {@link AcknowledgedFeed} publishes, in batches, and acknowledges each batch. */
record TradeStore(ConnectionFactory database) {

  /** What comes twice is stored once. */
  private static final String MERGE = "MERGE INTO trades (id, content) KEY (id) VALUES ($1, $2)";

  /** The keys of each batch, when it is stored. */
  Flux<ZmqMessage> store(Flux<ZmqMessage> trades) {
    return trades.bufferTimeout(100, Duration.ofMillis(10), true).concatMap(this::merge, 0);
  }

  private Mono<ZmqMessage> merge(List<ZmqMessage> batch) {
    return Mono.usingWhen(database.create(), to -> merge(batch, to), Connection::close)
        .thenReturn(ZmqMessage.of(batch.stream().map(trade -> trade.bytes(1)).toList()));
  }

  private static Mono<Void> merge(List<ZmqMessage> batch, Connection connection) {
    Statement merge = connection.createStatement(MERGE);
    for (ZmqMessage trade : batch) {
      if (trade != batch.get(0)) {
        merge.add();
      }
      merge.bind(0, trade.text(1)).bind(1, trade.text(2));
    }
    return Mono.from(connection.beginTransaction())
        .thenMany(merge.execute())
        .concatMap(Result::getRowsUpdated)
        .then(Mono.from(connection.commitTransaction()));
  }
}
