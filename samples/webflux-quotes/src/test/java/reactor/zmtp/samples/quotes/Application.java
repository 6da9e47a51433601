package reactor.zmtp.samples.quotes;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The application, on a free port. */
final class Application implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  Application(String quotes, String orders, String... more) {
    SpringApplication application = new SpringApplication(Quotes.class);
    String[] args = new String[3 + more.length];
    args[0] = "--server.port=0";
    args[1] = "--quotes.feed=" + quotes;
    args[2] = "--quotes.orders=" + orders;
    System.arraycopy(more, 0, args, 3, more.length);
    context = application.run(args);
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
