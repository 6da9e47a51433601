package reactor.zmtp.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** Sockets that properties name. */
class NamedSocketsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ZmtpAutoConfiguration.class));

  @Test
  void aContextIsThereWithoutAnyProperty() {
    runner.run(app -> assertThat(app).hasSingleBean(ZmqContext.class));
  }

  @Test
  void theApplicationsOwnContextStays() {
    ZmqContext own = ZmqContext.create();
    runner
        .withBean("own", ZmqContext.class, () -> own)
        .run(app -> assertThat(app.getBean(ZmqContext.class)).isSameAs(own));
  }

  @Test
  void aSocketIsOpenedWithWhatItsPropertiesSay() {
    runner
        .withPropertyValues(
            "zmtp.defaults.linger=1s",
            "zmtp.sockets.orders.type=rep",
            "zmtp.sockets.orders.bind=tcp://127.0.0.1:*",
            "zmtp.sockets.orders.receive-high-water-mark=7",
            "zmtp.sockets.orders.max-message-size=1MB")
        .run(
            app -> {
              RepSocket orders = app.getBean("orders", RepSocket.class);
              assertThat(orders.name()).isEqualTo("orders");
              assertThat(orders.address()).startsWith("tcp://127.0.0.1:");
              assertThat(app.getBean("ordersSpec")).isInstanceOf(RepSpec.class);
            });
  }

  @Test
  void socketsAndSpecsAreInjectedByTheNameOfTheSocket() {
    runner
        .withUserConfiguration(Injected.class)
        .withPropertyValues(
            "zmtp.sockets.orders.type=req",
            "zmtp.sockets.orders.connect=tcp://127.0.0.1:9",
            "zmtp.sockets.others.type=req",
            "zmtp.sockets.others.connect=tcp://127.0.0.1:10")
        .run(
            app -> {
              Injected.User user = app.getBean(Injected.User.class);
              assertThat(user.socket().name()).isEqualTo("orders");
              assertThat(user.socket().address()).isEqualTo("tcp://127.0.0.1:9");
              assertThat(user.spec()).isSameAs(app.getBean("ordersSpec"));
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Injected {

    record User(ReqSocket socket, ReqSpec spec) {}

    @Bean
    User user(@Qualifier("orders") ReqSocket socket, @Qualifier("orders") ReqSpec spec) {
      return new User(socket, spec);
    }
  }

  @Test
  void aLazySocketIsOpenedWhenItIsAskedFor() {
    runner
        .withPropertyValues(
            "zmtp.sockets.orders.type=rep",
            "zmtp.sockets.orders.lazy=true",
            "zmtp.sockets.orders.bind=tcp://127.0.0.1:*")
        .run(
            app -> {
              assertThat(app.getBean(ZmqContext.class).sockets()).isEmpty();
              app.getBean("orders");
              assertThat(app.getBean(ZmqContext.class).sockets()).hasSize(1);
            });
  }

  @Test
  void aSocketOfTheApplicationTakesThePlaceOfANamedOne() {
    runner
        .withUserConfiguration(Own.class)
        .withPropertyValues("zmtp.sockets.orders.type=rep")
        .run(app -> assertThat(app.getBean("orders", RepSocket.class).name()).isEqualTo("mine"));
  }

  @Configuration(proxyBeanMethods = false)
  static class Own {
    @Bean
    RepSocket orders(ZmqContext zmq) {
      return zmq.rep().name("mine").openNow();
    }
  }

  @Test
  void aBeanThatHasTheNameOfASocketByChanceIsSaid() {
    runner
        .withUserConfiguration(ByChance.class)
        .withPropertyValues("zmtp.sockets.orders.type=rep")
        .run(
            app ->
                assertThat(analysis(app).getDescription())
                    .contains(
                        "another bean with the name orders, which is no RepSocket but"
                            + " java.lang.String"));
  }

  @Configuration(proxyBeanMethods = false)
  static class ByChance {
    @Bean
    String orders() {
      return "mine";
    }
  }

  @Test
  void aCustomizerIsGivenTheSpecsOfItsType() {
    runner
        .withUserConfiguration(Customized.class)
        .withPropertyValues(
            "zmtp.sockets.orders.type=rep",
            "zmtp.sockets.orders.bind=tcp://127.0.0.1:*",
            "zmtp.sockets.quotes.type=sub")
        .run(
            app -> {
              RepSocket orders = app.getBean("orders", RepSocket.class);
              orders.reply(request -> Mono.error(new IllegalStateException("no"))).subscribe();
              ReqSpec req = app.getBean(ZmqContext.class).req().connect(orders.address());
              assertThat(req.request(ZmqMessage.of("x")).block(SOON).text())
                  .isEqualTo("sorry, says orders");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Customized {
    @Bean
    ZmqSpecCustomizer<RepSpec> sorry() {
      return (socket, spec) -> spec.onError(error -> ZmqMessage.of("sorry, says " + socket));
    }
  }

  @Test
  void connectionDetailsTakeThePlaceOfTheProperties() {
    runner
        .withBean(ZmtpConnectionDetails.class, () -> socket -> List.of("tcp://127.0.0.1:9"))
        .withPropertyValues(
            "zmtp.sockets.orders.type=req", "zmtp.sockets.orders.connect=tcp://10.0.0.1:1")
        .run(
            app ->
                assertThat(app.getBean("orders", ZmqSocket.class).address())
                    .isEqualTo("tcp://127.0.0.1:9"));
  }

  @Test
  void messagesPassBetweenTwoNamedSockets() {
    runner
        .withPropertyValues(
            "zmtp.sockets.in.type=pull",
            "zmtp.sockets.in.bind=tcp://127.0.0.1:*",
            "zmtp.sockets.out.type=push")
        .run(
            app -> {
              PullSocket in = app.getBean(PullSocket.class);
              PushSocket out = app.getBean(PushSocket.class);
              out.connect(in.address()).block(SOON);
              out.send(ZmqMessage.of("hello")).subscribe();
              assertThat(in.receive().next().block(SOON).text()).isEqualTo("hello");
            });
  }

  @Test
  void nothingIsLeftOfAnApplicationThatStartsAgain() {
    String[] address = new String[1];
    runner
        .withPropertyValues("zmtp.sockets.in.type=pull", "zmtp.sockets.in.bind=tcp://127.0.0.1:*")
        .run(app -> address[0] = app.getBean(PullSocket.class).address());
    runner
        .withPropertyValues("zmtp.sockets.in.type=pull", "zmtp.sockets.in.bind=" + address[0])
        .run(app -> assertThat(app.getBean(PullSocket.class).address()).isEqualTo(address[0]));
  }

  @Test
  void anApplicationThatWasStoppedDoesNotStartAgain() {
    runner.run(
        app -> {
          ConfigurableApplicationContext stopped = app.getSourceApplicationContext();
          stopped.stop();
          assertThatThrownBy(stopped::start).hasRootCauseInstanceOf(DisposedException.class);
        });
  }

  @Test
  void anEnvironmentVariableSaysWhatAPropertyDoesOfASocketWithCapitals() {
    runner
        .withInitializer(
            app ->
                app.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "systemEnvironment",
                            Map.of("ZMTP_SOCKETS_MYORDERS_BIND", "tcp://127.0.0.1:*"))))
        .withPropertyValues("zmtp.sockets.myOrders.type=rep")
        .run(
            app -> {
              assertThat(app.getBeanNamesForType(ZmqSocket.class)).containsExactly("myOrders");
              assertThat(app.getBean("myOrders", ZmqSocket.class).address()).isNotEmpty();
            });
  }

  @Test
  void anEmptyTopicStandsForEverything() {
    runner
        .withPropertyValues(
            "zmtp.sockets.quotes.type=sub",
            "zmtp.sockets.quotes.bind=tcp://127.0.0.1:*",
            "zmtp.sockets.quotes.subscribe=")
        .run(
            app -> {
              ZmqContext zmq = app.getBean(ZmqContext.class);
              String address = app.getBean("quotes", ZmqSocket.class).address();
              zmq.pub().connect(address).openNow().awaitSubscribers("", 1).block(SOON);
            });
  }

  @Test
  void aProxyThatHasNoHostIsRefused() {
    assertRefused(
        "socksProxy must be the name or the address of a host",
        "Give it a value",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.orders.socks-proxy.username=ann",
        "zmtp.sockets.orders.socks-proxy.password=secret");
  }

  @Test
  void aSocketConnectsThroughAnHttpProxy() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      proxy.setSoTimeout((int) SOON.toMillis());
      runner
          .withPropertyValues(
              "zmtp.sockets.orders.type=req",
              "zmtp.sockets.orders.connect=wss://orders.example.com/zmq",
              "zmtp.sockets.orders.http-proxy.host=127.0.0.1",
              "zmtp.sockets.orders.http-proxy.port=" + proxy.getLocalPort(),
              "zmtp.sockets.orders.http-proxy.username=ann",
              "zmtp.sockets.orders.http-proxy.password=secret")
          .run(
              app -> {
                assertThat(app).hasNotFailed();
                try (Socket asking = proxy.accept();
                    Scanner request = new Scanner(asking.getInputStream(), US_ASCII)) {
                  assertThat(request.nextLine())
                      .isEqualTo("CONNECT orders.example.com:443 HTTP/1.1");
                  assertThat(request.findWithinHorizon("(?i)proxy-authorization: Basic ", 1000))
                      .isNotNull();
                }
              });
    }
  }

  @Test
  void aSecondProxyIsRefused() {
    assertRefused(
        "zmtp.sockets.orders.http-proxy: it has a socks-proxy as well",
        "Remove one of the two",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.orders.http-proxy.host=proxy",
        "zmtp.sockets.orders.socks-proxy.host=proxy");
  }

  @Test
  void anAcceptFilterWithoutANetworkIsRefused() {
    assertRefused(
        "without a value it would let in everybody",
        "",
        "zmtp.sockets.orders.type=rep",
        "zmtp.sockets.orders.accept-filter=");
  }

  @Test
  void aNameInTwoSpellingsIsRefused() {
    assertRefused(
        "it is the name my-orders spelled in another way",
        "",
        "zmtp.sockets.my-orders.type=req",
        "zmtp.sockets.myOrders.type=req");
  }

  @Test
  void aNameOfWhatIsThereForAllSocketsIsRefused() {
    assertRefused(
        "zmtp.sockets.zmqContext: there is another bean with the name zmqContext",
        "another name",
        "zmtp.sockets.zmqContext.type=req");
  }

  @Test
  void theNameOfTheSpecOfAnotherSocketIsRefused() {
    assertRefused(
        "there is another bean with the name ordersSpec",
        "another name",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.ordersSpec.type=req");
  }

  @Test
  void aSocketWithoutATypeIsRefused() {
    assertRefused(
        "zmtp.sockets.orders.type: it is missing",
        "Say which socket it is",
        "zmtp.sockets.orders.connect=tcp://127.0.0.1:9");
  }

  @Test
  void anOptionOfAnotherTypeIsRefused() {
    assertRefused(
        "zmtp.sockets.orders.subscribe: a REQ socket has no such option",
        "it is one of SUB, XSUB",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.orders.subscribe=x");
  }

  @Test
  void aValueOutOfRangeIsRefused() {
    assertRefused(
        "zmtp.sockets.orders.send-high-water-mark: -3 will not do",
        "",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.orders.send-high-water-mark=-3");
  }

  @Test
  void anEndpointThatIsNoneIsRefused() {
    assertRefused(
        "zmtp.sockets.orders.connect: ",
        "tcp://host:port",
        "zmtp.sockets.orders.type=req",
        "zmtp.sockets.orders.connect=orders.example.com");
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    try (ZmqContext zmq = ZmqContext.create()) {
      String taken = zmq.pull().bind("tcp://127.0.0.1:*").openNow().address();
      assertRefused(
          "zmtp.sockets.in.bind: ",
          "bind to another port",
          "zmtp.sockets.in.type=pull",
          "zmtp.sockets.in.bind=" + taken);
    }
  }

  @Test
  void whatIsNoOptionIsNoDefault() {
    assertRefused(
        "zmtp.defaults: type, lazy, bind, connect and websocket-path are not for all sockets",
        "",
        "zmtp.defaults.bind=tcp://127.0.0.1:*");
  }

  @Test
  void aPropertyThatIsNoneIsRefused() {
    runner
        .withPropertyValues("zmtp.sockets.orders.type=req", "zmtp.sockets.orders.conect=x")
        .run(app -> assertThat(app).hasFailed());
  }

  private void assertRefused(String problem, String cure, String... properties) {
    runner
        .withPropertyValues(properties)
        .run(
            app -> {
              FailureAnalysis analysis = analysis(app);
              assertThat(analysis.getDescription()).contains(problem);
              assertThat(analysis.getAction()).contains(cure);
            });
  }

  private static FailureAnalysis analysis(AssertableApplicationContext app) {
    assertThat(app).hasFailed();
    return new ZmtpFailureAnalyzer().analyze(app.getStartupFailure());
  }
}
