package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;

class QuotesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LiveFeed feed = new LiveFeed();
  private final Application application =
      new Application(feed.quotesEndpoint(), feed.ordersEndpoint());
  private final WebTestClient client = application.client();

  @AfterEach
  void close() {
    application.close();
    feed.close();
  }

  @Test
  void quotesOfASymbolAreServerSentEvents() {
    List<Quote> quotes = quotes("/quotes/AAPL").take(5).collectList().block(PATIENCE);

    assertThat(quotes).hasSize(5).allMatch(quote -> quote.symbol().equals("AAPL"));
    assertThat(quotes).allMatch(quote -> quote.price().signum() > 0);
  }

  @Test
  void theTopicIsAPrefix() {
    List<Quote> quotes = quotes("/quotes/A").take(50).collectList().block(PATIENCE);

    assertThat(quotes).extracting(Quote::symbol).contains("AAPL", "AMZN");
    assertThat(quotes).extracting(Quote::symbol).containsOnly("AAPL", "AMZN");
  }

  @Test
  void withoutASymbolThereIsEverything() {
    List<Quote> quotes = quotes("/quotes").take(100).collectList().block(PATIENCE);

    assertThat(quotes)
        .extracting(Quote::symbol)
        .contains("AAPL", "AMZN", "GOOG", "MSFT", "NVDA", "TSLA");
  }

  @Test
  void whoDisconnectsClosesItsSocket() {
    Mono<SocketEvent.Disconnected> gone =
        feed.quotes().events().ofType(SocketEvent.Disconnected.class).next().cache();
    gone.subscribe();

    quotes("/quotes/AAPL").next().block(PATIENCE);

    gone.block(PATIENCE);
    ZmqContext zmq = application.bean(ZmqContext.class);
    Flux.interval(Duration.ofMillis(10))
        .takeUntil(tick -> zmq.sockets().equals(List.of(application.bean(ReqSocket.class))))
        .blockLast(PATIENCE);
  }

  @Test
  void anOrderIsFilled() {
    Confirmation confirmation = order(new Order("AAPL", 10), 200);

    assertThat(confirmation.status()).isEqualTo("filled");
    assertThat(confirmation.detail()).matches("\\d+\\.\\d\\d");
  }

  @Test
  void anOrderThatMakesNoSenseIsRejected() {
    assertThat(order(new Order("ACME", 10), 422))
        .isEqualTo(new Confirmation("rejected", "nobody trades ACME here"));
    assertThat(order(new Order("AAPL", 0), 422))
        .isEqualTo(new Confirmation("rejected", "the quantity must be 1 or more"));
  }

  @Test
  void anOrderThatTakesTooLongTimesOut() {
    String silent = feed.orders(order -> Mono.never());
    try (Application hasty =
        new Application(feed.quotesEndpoint(), silent, "--quotes.order-timeout=100ms")) {
      post(hasty.client(), new Order("AAPL", 1)).expectStatus().isEqualTo(504).expectBody();
    }
  }

  @Test
  void socketsAndContextAreClosedWithTheApplication() {
    ZmqContext zmq = application.bean(ZmqContext.class);
    ReqSocket orders = application.bean(ReqSocket.class);

    application.close();

    orders.onDispose().block(PATIENCE);
    zmq.onDispose().block(PATIENCE);
    assertThat(zmq.isDisposed()).isTrue();
  }

  private Flux<Quote> quotes(String path) {
    return client
        .get()
        .uri(path)
        .accept(TEXT_EVENT_STREAM)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentTypeCompatibleWith(TEXT_EVENT_STREAM)
        .returnResult(Quote.class)
        .getResponseBody();
  }

  private Confirmation order(Order order, int status) {
    return post(client, order)
        .expectStatus()
        .isEqualTo(status)
        .expectBody(Confirmation.class)
        .returnResult()
        .getResponseBody();
  }

  private static WebTestClient.ResponseSpec post(WebTestClient client, Order order) {
    return client.post().uri("/orders").bodyValue(order).exchange();
  }
}
