package reactor.zmtp.samples.quotes;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.zmtp.PushSocket;

/** The application on a free port, and the feed's worker at its queue. */
final class Application implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  Application(LiveFeed feed) {
    context =
        new SpringApplication(QuotesApplication.class)
            .run(
                "--server.port=0",
                "--zmtp.sockets.quotes.connect=" + feed.quotesEndpoint(),
                "--zmtp.sockets.orders.connect=" + feed.ordersEndpoint(),
                "--zmtp.sockets.reports.bind=tcp://127.0.0.1:*");
    feed.workFor(bean(PushSocket.class).address());
  }

  String url() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  WebTestClient client() {
    return WebTestClient.bindToServer()
        .baseUrl(url())
        .responseTimeout(Duration.ofSeconds(20))
        .build();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
