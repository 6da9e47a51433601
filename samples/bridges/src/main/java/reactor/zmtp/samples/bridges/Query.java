package reactor.zmtp.samples.bridges;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/** Reads the rows of a query as they are asked for. */
final class Query {

  private Query() {}

  static Flux<ZmqMessage> messages(
      ConnectionFactory database, String sql, Function<Readable, ZmqMessage> message) {
    return Flux.usingWhen(
        database.create(),
        connection ->
            Flux.from(connection.createStatement(sql).fetchSize(64).execute())
                .concatMap(result -> result.map(message), 0), // flatMap would read 32 rows ahead
        Connection::close);
  }
}
