package reactor.zmtp.samples.bridges;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** H2 in memory, of one test. */
final class Database implements AutoCloseable {

  static final String TRADES =
      "CREATE TABLE IF NOT EXISTS trades (id VARCHAR PRIMARY KEY, content VARCHAR NOT NULL)";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ConnectionFactory connections =
      ConnectionFactories.get(
          "r2dbc:h2:mem:///" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1");

  void execute(String sql) {
    executed(sql).block(PATIENCE);
  }

  Mono<Void> executed(String sql) {
    return Mono.usingWhen(
        connections.create(),
        connection ->
            Flux.from(connection.createStatement(sql).execute())
                .flatMap(result -> result.getRowsUpdated())
                .then(),
        Connection::close);
  }

  Mono<Long> number(String sql) {
    return Mono.usingWhen(
        connections.create(),
        connection ->
            Flux.from(connection.createStatement(sql).execute())
                .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                .single(),
        Connection::close);
  }

  /** Waits until a query has a result. */
  void until(String sql, long expected) {
    number(sql)
        .repeatWhen(again -> again.delayElements(Duration.ofMillis(10)))
        .takeUntil(number -> number == expected)
        .blockLast(PATIENCE);
  }

  @Override
  public void close() {
    execute("SHUTDOWN");
  }
}
