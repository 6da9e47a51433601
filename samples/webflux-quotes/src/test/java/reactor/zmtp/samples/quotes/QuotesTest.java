package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM;
import static org.springframework.http.MediaType.TEXT_PLAIN;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;

/** What the application answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LiveFeed feed;
  private Application application;
  private WebTestClient client;

  @BeforeAll
  void open() {
    feed = new LiveFeed();
    application = new Application(feed);
    client = application.client();
  }

  @AfterAll
  void close() {
    application.close();
    feed.close();
  }

  @Test
  void quotesOfASymbolAreServerSentEvents() {
    List<Quote> quotes = quotes("/quotes?topics=AAPL").take(5).collectList().block(PATIENCE);

    assertThat(quotes).hasSize(5).allMatch(quote -> quote.symbol().equals("AAPL"));
    assertThat(quotes).allMatch(quote -> quote.price().signum() > 0);
  }

  @Test
  void topicsArePrefixesAndAsManyAsOneLikes() {
    List<Quote> quotes = quotes("/quotes?topics=A,TSLA").take(50).collectList().block(PATIENCE);

    assertThat(quotes).extracting(Quote::symbol).contains("AAPL", "AMZN", "TSLA");
    assertThat(quotes).extracting(Quote::symbol).containsOnly("AAPL", "AMZN", "TSLA");
  }

  @Test
  void withoutATopicThereIsEverything() {
    List<Quote> quotes = quotes("/quotes").take(100).collectList().block(PATIENCE);

    assertThat(quotes)
        .extracting(Quote::symbol)
        .contains("AAPL", "AMZN", "GOOG", "MSFT", "NVDA", "TSLA");
  }

  @Test
  void allBrowsersShareOneSocketAndTheLastOneTakesTheTopicAlong() {
    SubSocket sub = application.bean(SubSocket.class);

    Flux.merge(quotes("/quotes?topics=GOOG"), quotes("/quotes?topics=MSFT"))
        .map(Quote::symbol)
        .distinct()
        .take(2)
        .blockLast(PATIENCE);

    assertThat(application.bean(ZmqContext.class).sockets())
        .extracting(ZmqSocket::type)
        .containsExactlyInAnyOrder(SocketType.SUB, SocketType.REQ, SocketType.PUSH);
    sub.topicCount()
        .repeatWhen(again -> again.delayElements(Duration.ofMillis(10)))
        .takeUntil(topics -> topics == 0)
        .blockLast(PATIENCE);
  }

  @Test
  void anOrderIsFilled() {
    Confirmation confirmation = order("AAPL", 10, 200);

    assertThat(confirmation.status()).isEqualTo("filled");
    assertThat(confirmation.detail()).matches("\\d+\\.\\d\\d");
  }

  @Test
  void anOrderThatMakesNoSenseIsRejected() {
    assertThat(order("ACME", 10, 422))
        .isEqualTo(new Confirmation("rejected", "nobody trades ACME here"));
    assertThat(order("AAPL", 0, 422))
        .isEqualTo(new Confirmation("rejected", "the quantity must be 1 or more"));
  }

  @Test
  void anOrderOfNothingIsABadRequest() {
    for (String body : List.of("{\"symbol\":null,\"quantity\":1}", "{\"symbol\":null}", "{")) {
      post(client, body)
          .expectStatus()
          .isBadRequest()
          .expectHeader()
          .contentType(APPLICATION_PROBLEM_JSON)
          .expectBody()
          .jsonPath("$.title")
          .isEqualTo("Bad Request");
    }
  }

  @Test
  void anOrderThatNobodyAnswersTimesOut() {
    ReqSocket orders = application.bean(ReqSocket.class);
    orders.disconnect(feed.ordersEndpoint()).block(PATIENCE);

    post(client, "{\"symbol\":\"AAPL\",\"quantity\":1}").expectStatus().isEqualTo(504).expectBody();

    orders.connect(feed.ordersEndpoint()).block(PATIENCE);
  }

  @Test
  void reportsWaitInTheQueueUntilAWorkerHasThem() {
    Flux<String> jobs = Flux.range(1, 20).map(i -> "job " + i + "\n");
    long before = queue().sent();

    client
        .post()
        .uri("/reports")
        .contentType(TEXT_PLAIN)
        .body(jobs, String.class)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();

    assertThat(queue().sent() - before).isEqualTo(20);
    assertThat(queue().peers()).isEqualTo(1);
  }

  @Test
  void healthAndMetricsAreThere() {
    for (String page : List.of("health", "health/zmtp", "metrics/zmtp.peers", "zmtp")) {
      client.get().uri("/actuator/" + page).exchange().expectStatus().isOk().expectBody();
    }
  }

  private SocketMetrics queue() {
    return client
        .get()
        .uri("/reports")
        .exchange()
        .expectBody(SocketMetrics.class)
        .returnResult()
        .getResponseBody();
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

  private Confirmation order(String symbol, int quantity, int status) {
    return post(client, "{\"symbol\":\"%s\",\"quantity\":%d}".formatted(symbol, quantity))
        .expectStatus()
        .isEqualTo(status)
        .expectBody(Confirmation.class)
        .returnResult()
        .getResponseBody();
  }

  private static WebTestClient.ResponseSpec post(WebTestClient client, String body) {
    return client
        .post()
        .uri("/orders")
        .contentType(APPLICATION_JSON)
        .accept(APPLICATION_JSON, APPLICATION_PROBLEM_JSON)
        .bodyValue(body)
        .exchange();
  }
}
