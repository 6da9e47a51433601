package reactor.zmtp.samples.quotes;

import org.springframework.context.ConfigurableApplicationContext;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RepSocket;

/** The feed as it is, on any free ports of this process, and faster. */
final class LiveFeed implements AutoCloseable {

  private static final String ANY = "tcp://127.0.0.1:*";

  private final ConfigurableApplicationContext context =
      Feed.application()
          .run(
              "--zmtp.sockets.quotes.bind=" + ANY,
              "--zmtp.sockets.orders.bind=" + ANY,
              "--zmtp.sockets.reports.connect=",
              "--feed.interval=5ms",
              "--feed.work=20ms");

  String quotesEndpoint() {
    return context.getBean(PubSocket.class).address();
  }

  String ordersEndpoint() {
    return context.getBean(RepSocket.class).address();
  }

  void workFor(String reports) {
    context.getBean(PullSocket.class).connect(reports).block();
  }

  @Override
  public void close() {
    context.close();
  }
}
