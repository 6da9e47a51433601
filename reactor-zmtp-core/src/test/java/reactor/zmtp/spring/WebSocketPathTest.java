package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.zmtp.PubSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** Sockets that are routes of a WebFlux application. */
class WebSocketPathTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final ZmqContext zmq = ZmqContext.create();
  private final List<ConfigurableApplicationContext> started = new ArrayList<>();

  @AfterEach
  void close() {
    started.forEach(ConfigurableApplicationContext::close);
    zmq.dispose();
  }

  /** An application with routes and filters of its own. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    RouterFunction<ServerResponse> own() {
      return RouterFunctions.route()
          .GET("/hello", request -> ServerResponse.ok().bodyValue("hello"))
          .GET("/**", request -> ServerResponse.ok().bodyValue("anything else"))
          .build();
    }

    @Bean
    WebFilter session() {
      return (exchange, chain) -> {
        exchange.getResponse().addCookie(ResponseCookie.from("session", "1").build());
        return chain.filter(exchange);
      };
    }
  }

  private ConfigurableApplicationContext start(String... properties) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
    List.of(properties).forEach(each -> arguments.add("--" + each));
    ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
    started.add(context);
    return context;
  }

  private static int port(ConfigurableApplicationContext context) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private static String at(ConfigurableApplicationContext context) {
    return "ws://127.0.0.1:%d/zmq".formatted(port(context));
  }

  @Test
  void aPeerByTheRouteAndOneOverTcpTalkToTheSameSocket() {
    ConfigurableApplicationContext context =
        start(
            "zmtp.sockets.echo.type=rep",
            "zmtp.sockets.echo.bind=tcp://127.0.0.1:*",
            "zmtp.sockets.echo.websocket-path=/zmq");
    RepSocket echo = context.getBean("echo", RepSocket.class);
    echo.reply(Mono::just).subscribe();

    for (String endpoint : List.of(at(context), echo.address())) {
      ZmqMessage request = ZmqMessage.of("by", endpoint);
      assertThat(zmq.req().connect(endpoint).request(request).block(SOON)).isEqualTo(request);
    }
    assertThat(get(context, "/hello")).isEqualTo("200 hello");
  }

  @Test
  void aSocketNeedsNoEndpointBesideItsPath() {
    ConfigurableApplicationContext context =
        start("zmtp.sockets.quotes.type=pub", "zmtp.sockets.quotes.websocket-path=/zmq");
    PubSocket quotes = context.getBean("quotes", PubSocket.class);
    SubSocket sub = zmq.sub().subscribe("").connect(at(context)).openNow();
    quotes.awaitSubscribers("", 1).block(SOON);

    quotes.send(ZmqMessage.of("AAPL")).block(SOON);

    assertThat(sub.receive().next().map(ZmqMessage::text).block(SOON)).isEqualTo("AAPL");
  }

  @Test
  void whatIsRefusedPassesTheFiltersOfTheApplication() {
    ConfigurableApplicationContext context =
        start("zmtp.sockets.quotes.type=pub", "zmtp.sockets.quotes.websocket-path=/zmq");

    assertThat(get(context, "/zmq")).startsWith("426 here is WebSocket");
    String cookie =
        client(context)
            .get()
            .uri("/zmq")
            .response()
            .map(response -> response.responseHeaders().get("set-cookie"))
            .block(SOON);
    assertThat(cookie).startsWith("session=1");
    assertThat(get(context, "/nobody")).isEqualTo("200 anything else");
  }

  private static HttpClient client(ConfigurableApplicationContext context) {
    return HttpClient.newConnection().host("127.0.0.1").port(port(context));
  }

  private static String get(ConfigurableApplicationContext context, String path) {
    return client(context)
        .get()
        .uri(path)
        .responseSingle(
            (head, body) -> body.asString().map(text -> head.status().code() + " " + text.strip()))
        .block(SOON);
  }

  /** Within the phase of the web server, for which nothing has to be waited for. */
  @Test
  void theApplicationEndsAtOnceAndItsPeersWithIt() {
    ConfigurableApplicationContext context =
        start(
            "server.shutdown=graceful",
            "spring.lifecycle.timeout-per-shutdown-phase=60s",
            "zmtp.sockets.quotes.type=pub",
            "zmtp.sockets.quotes.websocket-path=/zmq");
    PubSocket quotes = context.getBean("quotes", PubSocket.class);
    SubSocket sub = zmq.sub().subscribe("").connect(at(context)).openNow();
    Mono<DisconnectReason> gone =
        sub.events().ofType(Disconnected.class).next().map(Disconnected::reason).cache();
    gone.subscribe();
    quotes.awaitSubscribers("", 1).block(SOON);
    quotes.send(ZmqMessage.of("last")).block(SOON);

    Mono.fromRunnable(context::close).subscribeOn(Schedulers.boundedElastic()).block(SOON);

    assertThat(gone.block(SOON)).isEqualTo(DisconnectReason.PEER_CLOSED);
    assertThat(sub.receive().next().map(ZmqMessage::text).block(SOON)).isEqualTo("last");
  }

  // What cannot be.

  @ParameterizedTest
  @ValueSource(strings = {"zmq", "/a b", "/zmq/**", "/zmq/{id}", "/zmq?x"})
  void whatIsNoPathIsRefused(String path) {
    assertRefused(
        "zmtp.sockets.quotes.websocket-path: \"" + path + "\" is no path",
        "/zmq",
        "zmtp.sockets.quotes.type=pub",
        "zmtp.sockets.quotes.websocket-path=" + path);
  }

  @Test
  void anApplicationThatIsNotReactiveHasNoRoutes() {
    assertRefused(
        "no WebFlux application",
        "ws://*:8081/zmq",
        "zmtp.sockets.quotes.type=pub",
        "zmtp.sockets.quotes.websocket-path=/zmq");
  }

  @Test
  void aStreamSocketHasNoPath() {
    assertRefused(
        "raw TCP",
        "Remove it",
        "zmtp.sockets.raw.type=stream",
        "zmtp.sockets.raw.websocket-path=/zmq");
  }

  @Test
  void thePathIsNotForAllSockets() {
    assertRefused(
        "websocket-path are not for all sockets",
        "each of zmtp.sockets",
        "zmtp.defaults.websocket-path=/zmq");
  }

  private static void assertRefused(String problem, String cure, String... properties) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ZmtpAutoConfiguration.class))
        .withPropertyValues(properties)
        .run(
            app -> {
              assertThat(app).hasFailed();
              FailureAnalysis analysis = new ZmtpFailureAnalyzer().analyze(app.getStartupFailure());
              assertThat(analysis.getDescription()).contains(problem);
              assertThat(analysis.getAction()).contains(cure);
            });
  }
}
