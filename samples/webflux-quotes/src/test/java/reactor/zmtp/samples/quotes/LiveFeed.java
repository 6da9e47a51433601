package reactor.zmtp.samples.quotes;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PubSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** The feed as it is, on any free ports of this process. */
final class LiveFeed implements AutoCloseable {

  private static final String ANY = "tcp://127.0.0.1:*";

  private final ZmqContext zmq = ZmqContext.create();
  private final PubSocket quotes = zmq.pub().bind(ANY).open().block();
  private final RepSocket orders = zmq.rep().bind(ANY).open().block();

  LiveFeed() {
    Feed.run(new Market(new Random(1)), quotes, orders, Duration.ofMillis(2))
        .onErrorComplete(DisposedException.class)
        .subscribe();
  }

  String quotesEndpoint() {
    return quotes.address();
  }

  String ordersEndpoint() {
    return orders.address();
  }

  /** An endpoint where orders are taken and dealt with in another way. */
  String orders(Function<ZmqMessage, Mono<ZmqMessage>> handler) {
    RepSocket other = zmq.rep().bind(ANY).open().block();
    other.reply(handler).subscribe();
    return other.address();
  }

  PubSocket quotes() {
    return quotes;
  }

  @Override
  public void close() {
    zmq.dispose();
  }
}
