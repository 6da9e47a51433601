package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqMetrics;
import reactor.zmtp.ZmqSocket;

/** What the actuator shows of the sockets. */
class ZmtpActuatorTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ZmtpAutoConfiguration.class, ZmtpActuatorAutoConfiguration.class))
          .withPropertyValues(
              "spring.lifecycle.timeout-per-shutdown-phase=100ms", // nobody reads what was sent
              "zmtp.defaults.linger=100ms",
              "management.endpoints.web.exposure.include=*",
              "zmtp.sockets.in.type=pull",
              "zmtp.sockets.in.bind=tcp://127.0.0.1:*",
              "zmtp.sockets.out.type=push",
              "zmtp.sockets.out.connect=tcp://127.0.0.1:9");

  private static Health health(AssertableApplicationContext app, String socket) {
    CompositeHealthContributor all =
        app.getBean("zmtpHealthContributor", CompositeHealthContributor.class);
    return ((HealthIndicator) all.getContributor(socket)).health();
  }

  private static void await(ZmqSocket socket, int peers) {
    Mono.defer(socket::metrics).repeat().takeUntil(now -> now.peers() == peers).blockLast(SOON);
  }

  @Test
  void aSocketThatBindsIsUpWithoutPeersAndOneThatConnectsIsNot() {
    runner.run(
        app -> {
          Health in = health(app, "in");
          assertThat(in.getStatus()).isEqualTo(Status.UP);
          assertThat(in.getDetails()).contains(entry("type", SocketType.PULL), entry("peers", 0));
          assertThat(health(app, "out").getStatus()).isEqualTo(Status.DOWN);
        });
  }

  @Test
  void aSocketThatConnectsIsUpWithAPeer() {
    runner.run(
        app -> {
          PushSocket out = app.getBean(PushSocket.class);
          out.connect(app.getBean("in", ZmqSocket.class).address()).block(SOON);
          await(out, 1);
          assertThat(health(app, "out").getStatus()).isEqualTo(Status.UP);
        });
  }

  @Test
  void theLastFailureIsADetail() {
    runner.run(
        app -> {
          app.getBean(PushSocket.class)
              .events()
              .filter(reactor.zmtp.SocketEvent.ConnectRetried.class::isInstance)
              .blockFirst(SOON);
          assertThat(health(app, "out").getDetails().get("lastFailure").toString())
              .contains("tcp://127.0.0.1:9", "connection lost or not made");
        });
  }

  @Test
  void theRuleCanBeSaid() {
    runner
        .withPropertyValues("zmtp.sockets.out.health=open", "zmtp.sockets.in.health=ignored")
        .run(
            app -> {
              assertThat(health(app, "out").getStatus()).isEqualTo(Status.UP);
              assertThat(
                      app.getBean("zmtpHealthContributor", CompositeHealthContributor.class)
                          .getContributor("in"))
                  .isNull();
            });
  }

  @Test
  void aSocketThatNobodyHasAskedForIsUnknown() {
    runner
        .withPropertyValues("zmtp.sockets.out.lazy=true")
        .run(app -> assertThat(health(app, "out").getStatus()).isEqualTo(Status.UNKNOWN));
  }

  @Test
  void theEndpointDescribesSocketsPeersAndFigures() {
    runner.run(
        app -> {
          PushSocket out = app.getBean(PushSocket.class);
          out.connect(app.getBean("in", ZmqSocket.class).address()).block(SOON);
          out.send(ZmqMessage.of("hello")).block(SOON);
          ZmtpEndpoint.Socket described =
              app.getBean(ZmtpEndpoint.class).sockets().block(SOON).sockets().get(1);
          assertThat(described.name()).isEqualTo("out");
          assertThat(described.endpoints()).hasSize(2);
          assertThat(described.figures().sent()).isEqualTo(1);
          assertThat(described.peers())
              .singleElement()
              .extracting("type")
              .isEqualTo(SocketType.PULL);
        });
  }

  @Test
  void metersAreThereWithMicrometerAlone() {
    runner.run(app -> assertThat(app).hasSingleBean(ZmqMetrics.class));
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .run(app -> assertThat(app).hasNotFailed().doesNotHaveBean(ZmqMetrics.class));
  }

  @Test
  void messagesAreObservedByTheApplicationsRegistryUnlessThePropertiesSayOtherwise() {
    MeterRegistry meters = new SimpleMeterRegistry();
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    ApplicationContextRunner observed = runner.withBean(ObservationRegistry.class, () -> registry);

    observed.withPropertyValues("zmtp.defaults.observation=false").run(app -> push(app));
    assertThat(meters.find("zmtp.send").timer()).isNull();
    observed.run(app -> push(app));
    assertThat(meters.get("zmtp.send").timer().count()).isEqualTo(1);
  }

  private static void push(AssertableApplicationContext app) {
    PushSocket out = app.getBean(PushSocket.class);
    out.connect(app.getBean("in", ZmqSocket.class).address()).block(SOON);
    out.send(ZmqMessage.of("job")).block(SOON);
  }

  @Test
  void withoutTheActuatorThereAreSocketsAlone() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.health",
                "org.springframework.boot.actuate",
                "org.springframework.messaging",
                "org.springframework.http",
                "tools.jackson",
                "io.micrometer"))
        .run(
            app ->
                assertThat(app)
                    .hasNotFailed()
                    .hasSingleBean(ZmqContext.class)
                    .hasBean("in")
                    .doesNotHaveBean(ZmtpEndpoint.class)
                    .doesNotHaveBean("zmtpHealthContributor"));
  }
}
