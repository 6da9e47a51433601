package reactor.zmtp.samples.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.FluxMessageChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.zeromq.inbound.ZeroMqMessageProducer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Spring Integration's module: a message producer and a channel that is a publisher. */
final class SpringIntegration implements Contender {

  private final String name;
  private final Duration consumeDelay;

  SpringIntegration(String name, Duration consumeDelay) {
    this.name = name;
    this.consumeDelay = consumeDelay;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Flux<byte[]> pull(String endpoint) {
    return Flux.using(
        () -> new Application(SocketType.PULL, endpoint, producer -> {}),
        application ->
            Flux.from(application.channel)
                .map(m -> (byte[]) m.getPayload())
                .mergeWith(Mono.fromRunnable(application::start)), // it wants a subscriber first
        Application::close);
  }

  @Override
  public Shared sub(String endpoint, String topic) {
    Application application =
        new Application(
            SocketType.SUB,
            endpoint,
            producer -> {
              producer.setTopics(topic);
              producer.unwrapTopic(true);
            });
    application.start();
    return new Shared() {
      @Override
      public Flux<String> messages() {
        return Flux.from(application.channel)
            .map(m -> new String((byte[]) m.getPayload(), StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        application.close();
      }
    };
  }

  @Configuration(proxyBeanMethods = false)
  @EnableIntegration
  static class Integration {}

  /** One producer and its channel. */
  private final class Application {

    final FluxMessageChannel channel = new FluxMessageChannel();
    private final ZContext context = new ZContext();
    private final ZeroMqMessageProducer producer;
    private final AnnotationConfigApplicationContext beans =
        new AnnotationConfigApplicationContext();

    Application(SocketType type, String endpoint, Consumer<ZeroMqMessageProducer> more) {
      producer = new ZeroMqMessageProducer(context, type);
      producer.setConnectUrl(endpoint);
      producer.setConsumeDelay(consumeDelay);
      producer.setOutputChannel(channel);
      producer.setAutoStartup(false);
      more.accept(producer);
      beans.register(Integration.class);
      beans.registerBean("channel", FluxMessageChannel.class, () -> channel);
      beans.registerBean("producer", ZeroMqMessageProducer.class, () -> producer);
      beans.refresh();
    }

    void start() {
      producer.start();
    }

    void close() {
      beans.close();
      context.close();
    }
  }
}
