package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** Methods that messages are given to. */
class ZmqListenerTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ZmtpAutoConfiguration.class))
          .withPropertyValues("zmtp.sockets.work.bind=tcp://127.0.0.1:*");

  record Order(String symbol, int quantity) {}

  /** What a method was given, in its order. */
  private static class Given<T> {

    private final BlockingQueue<T> all = new LinkedBlockingQueue<>();

    void add(T value) {
      all.add(value);
    }

    T next() throws InterruptedException {
      return Objects.requireNonNull(all.poll(10, TimeUnit.SECONDS), "nothing came");
    }
  }

  private interface Check {
    void accept(AssertableApplicationContext app) throws Exception;
  }

  @SuppressWarnings("unchecked")
  private void run(Object bean, Check test, String... properties) {
    runner
        .withPropertyValues(properties)
        .withBean("listener", (Class<Object>) bean.getClass(), () -> bean)
        .run(app -> test.accept(app));
  }

  private static String address(AssertableApplicationContext app) {
    return app.getBean("work", ZmqSocket.class).address();
  }

  private static ZmqContext zmq(AssertableApplicationContext app) {
    return app.getBean(ZmqContext.class);
  }

  private static PushSocket push(AssertableApplicationContext app) {
    return zmq(app).push().connect(address(app)).openNow();
  }

  private static ReqSocket req(AssertableApplicationContext app) {
    return zmq(app).req().correlate(true).connect(address(app)).openNow();
  }

  static class Orders extends Given<Order> {
    @ZmqListener("work")
    void take(Order order) {
      add(order);
    }
  }

  @Test
  void aPayloadIsDecodedAndWhatDoesNotDecodeCostsItself() {
    Orders orders = new Orders();
    run(
        orders,
        app -> {
          push(app)
              .send(
                  Flux.just(
                      ZmqMessage.of("{\"symbol\":\"A\",\"quantity\":1}"),
                      ZmqMessage.of("no json"),
                      ZmqMessage.of("{\"symbol\":\"B\",\"quantity\":2}")))
              .subscribe();
          assertThat(orders.next()).isEqualTo(new Order("A", 1));
          assertThat(orders.next()).isEqualTo(new Order("B", 2));
        },
        "zmtp.sockets.work.type=pull");
  }

  static class Quotes extends Given<List<Object>> {
    @ZmqListener(socket = "${listened}")
    Mono<Void> take(
        @Header(ZmtpHeaders.TOPIC) String topic, @Payload String price, ZmqMessage message) {
      add(List.of(topic, price, message.size()));
      return Mono.empty();
    }
  }

  @Test
  void aTopicIsAHeaderAndTheMessageIsThereAsWell() {
    Quotes quotes = new Quotes();
    run(
        quotes,
        app -> {
          PubSocket pub = zmq(app).pub().connect(address(app)).openNow();
          pub.awaitSubscribers("AAPL", 1).block(SOON);
          pub.send(ZmqMessage.of("AAPL", "187.20")).subscribe();
          assertThat(quotes.next()).isEqualTo(List.of("AAPL", "187.20", 2));
        },
        "listened=work",
        "zmtp.sockets.work.type=sub",
        "zmtp.sockets.work.subscribe=AAPL");
  }

  static class Service {
    @ZmqListener("work")
    Mono<Order> twice(Order order) {
      return order.quantity() < 0
          ? Mono.error(new IllegalArgumentException("negative"))
          : Mono.just(new Order(order.symbol(), 2 * order.quantity()));
    }
  }

  @Test
  void whatAMethodOfARepReturnsIsTheReply() {
    run(
        new Service(),
        app -> {
          ReqSocket req = req(app);
          assertThat(ask(req, "{\"symbol\":\"A\",\"quantity\":4}"))
              .isEqualTo("{\"symbol\":\"A\",\"quantity\":8}");
          assertThat(ask(req, "{\"symbol\":\"A\",\"quantity\":-4}")).isEmpty();
          assertThat(ask(req, "no json")).isEmpty();
          assertThat(ask(req, "{\"symbol\":\"B\",\"quantity\":1}"))
              .isEqualTo("{\"symbol\":\"B\",\"quantity\":2}");
        },
        "zmtp.sockets.work.type=rep");
  }

  private static String ask(ReqSocket req, String question) {
    return req.request(ZmqMessage.of(question)).block(SOON).text();
  }

  static class Blocking {
    @ZmqListener("work")
    String thread(String request) {
      Mono.delay(Duration.ofMillis(1)).block(SOON); // fails on an event loop
      return Schedulers.isInNonBlockingThread() ? "event loop" : "may block";
    }
  }

  @Test
  void aMethodThatReturnsAPlainValueMayBlock() {
    run(
        new Blocking(),
        app -> assertThat(ask(req(app), "?")).isEqualTo("may block"),
        "zmtp.sockets.work.type=rep");
  }

  static class Slow extends Given<String> {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @ZmqListener(socket = "work", concurrency = 3)
    void work(String job) throws InterruptedException {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      add(job);
      release.await();
      running.decrementAndGet();
    }
  }

  @Test
  void noMoreMessagesAreTakenThanAreHandled() {
    Slow slow = new Slow();
    run(
        slow,
        app -> {
          push(app).send(Flux.range(1, 100).map(i -> ZmqMessage.of("job " + i))).subscribe();
          for (int i = 1; i <= 3; i++) {
            assertThat(slow.next()).startsWith("job ");
          }
          ZmqSocket work = app.getBean("work", ZmqSocket.class);
          Mono.defer(work::metrics)
              .repeat()
              .takeUntil(now -> now.waitingToReceive() == 2)
              .blockLast(SOON);
          assertThat(work.metrics().block(SOON).received()).isEqualTo(3);
          slow.release.countDown();
          for (int i = 4; i <= 100; i++) {
            assertThat(slow.next()).startsWith("job ");
          }
          assertThat(slow.most).hasValue(3);
        },
        "zmtp.sockets.work.type=pull",
        "zmtp.sockets.work.receive-high-water-mark=2");
  }

  static class Streaming extends Given<Order> {
    @ZmqListener("work")
    Flux<Order> all(Flux<Order> orders) {
      return orders.doOnNext(this::add);
    }
  }

  @Test
  void aMethodOfAFluxIsGivenAllMessages() {
    Streaming streaming = new Streaming();
    run(
        streaming,
        app -> {
          push(app)
              .send(
                  Flux.range(1, 3)
                      .map(i -> ZmqMessage.of("{\"symbol\":\"A\",\"quantity\":" + i + "}")))
              .subscribe();
          for (int i = 1; i <= 3; i++) {
            assertThat(streaming.next()).isEqualTo(new Order("A", i));
          }
        },
        "zmtp.sockets.work.type=pull");
  }

  @Test
  void aPayloadOfAStreamThatDoesNotDecodeCostsItself() {
    Streaming streaming = new Streaming();
    run(
        streaming,
        app -> {
          push(app)
              .send(
                  Flux.just(
                      ZmqMessage.of("{\"symbol\":\"A\",\"quantity\":1}"),
                      ZmqMessage.of("no json"),
                      ZmqMessage.of("{\"symbol\":\"B\",\"quantity\":2}")))
              .subscribe();
          assertThat(streaming.next()).isEqualTo(new Order("A", 1));
          assertThat(streaming.next()).isEqualTo(new Order("B", 2));
        },
        "zmtp.sockets.work.type=pull");
  }

  static class Fatal extends Given<String> {
    @ZmqListener("work")
    void take(String text) {
      add(text);
      throw text.equals("deep") ? new StackOverflowError() : new NoClassDefFoundError("none");
    }
  }

  @Test
  void whatTheJvmCallsFatalCostsOneMessage() {
    Fatal fatal = new Fatal();
    run(
        fatal,
        app -> {
          push(app).send(Flux.just("deep", "class", "last").map(ZmqMessage::of)).subscribe();
          assertThat(fatal.next()).isEqualTo("deep");
          assertThat(fatal.next()).isEqualTo("class");
          assertThat(fatal.next()).isEqualTo("last");
        },
        "zmtp.sockets.work.type=pull");
  }

  @Test
  void aPrototypeListensAsWell() {
    Orders orders = new Orders();
    runner
        .withPropertyValues("zmtp.sockets.work.type=pull")
        .withBean("listener", Orders.class, () -> orders, bean -> bean.setScope("prototype"))
        .run(
            app -> {
              push(app).send(ZmqMessage.of("{\"symbol\":\"A\",\"quantity\":1}")).subscribe();
              assertThat(orders.next()).isEqualTo(new Order("A", 1));
            });
  }

  static class Routed extends Given<List<Object>> {
    @ZmqListener("work")
    Mono<Void> take(@Header(ZmtpHeaders.ROUTING_ID) RoutingId peer, String text) {
      add(List.of(peer, text));
      return Mono.empty();
    }
  }

  @Test
  void aRoutingIdIsAHeader() {
    Routed routed = new Routed();
    run(
        routed,
        app -> {
          zmq(app)
              .dealer()
              .routingId(RoutingId.of("ann"))
              .connect(address(app))
              .openNow()
              .send(ZmqMessage.of("hi"))
              .subscribe();
          assertThat(routed.next()).isEqualTo(List.of(RoutingId.of("ann"), "hi"));
        },
        "zmtp.sockets.work.type=router");
  }

  @Test
  void whatIsBeingHandledEndsBeforeTheApplicationDoes() {
    Slow slow = new Slow();
    run(
        slow,
        app -> {
          push(app).send(Flux.range(1, 3).map(i -> ZmqMessage.of("job " + i))).subscribe();
          for (int i = 1; i <= 3; i++) {
            assertThat(slow.next()).startsWith("job ");
          }
          Schedulers.boundedElastic().schedule(slow.release::countDown, 200, TimeUnit.MILLISECONDS);
          app.getSourceApplicationContext().close();
          assertThat(slow.running).hasValue(0);
        },
        "zmtp.sockets.work.type=pull");
  }

  @Test
  void aListenerWithoutSpringMessagingIsRefused() {
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.messaging"))
        .withPropertyValues("zmtp.sockets.work.type=rep")
        .withBean(Service.class)
        .run(
            app ->
                assertThat(app)
                    .getFailure()
                    .hasMessageContaining("listens to it, and Spring Messaging is not there"));
  }

  @Test
  void aMethodOfARouterThatReturnsSomethingReplies() {
    run(
        new Service(),
        app ->
            assertThat(ask(req(app), "{\"symbol\":\"A\",\"quantity\":4}"))
                .isEqualTo("{\"symbol\":\"A\",\"quantity\":8}"),
        "zmtp.sockets.work.type=router");
  }

  static class Negative {
    @ZmqListener(socket = "work", concurrency = -1)
    void take(String job) {}
  }

  @Test
  void aNegativeConcurrencyIsRefused() {
    run(
        new Negative(),
        app ->
            assertThat(app)
                .getFailure()
                .rootCause()
                .hasMessageContaining("must be 0 or more, not -1"),
        "zmtp.sockets.work.type=pull");
  }

  @Test
  void aListenerOfNoSocketIsRefused() {
    run(new Routed(), app -> assertThat(app).hasFailed());
  }

  @Test
  void aListenerOfASocketThatReceivesNothingIsRefused() {
    run(
        new Service(),
        app ->
            assertThat(app)
                .getFailure()
                .rootCause()
                .hasMessageContaining("a PUSH socket receives nothing that"),
        "zmtp.sockets.work.type=push");
  }
}
