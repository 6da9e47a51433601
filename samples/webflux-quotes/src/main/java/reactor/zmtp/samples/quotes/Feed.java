package reactor.zmtp.samples.quotes;

import java.time.Duration;
import java.util.Random;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.JacksonCodec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.spring.ZmqListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feed, a process of its own: publishes quotes, fills orders, and works on reports. Its sockets
 * are in {@code feed.properties}.
 */
@EnableAutoConfiguration
public class Feed {

  private final Market market = new Market(new Random());
  private final Duration work;

  Feed(@Value("${feed.work}") Duration work) {
    this.work = work;
  }

  /**
   * Runs until it is stopped.
   *
   * @param args Spring Boot's
   */
  public static void main(String[] args) {
    application().run(args);
  }

  static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(Feed.class).properties("spring.config.name=feed");
  }

  @Bean
  ApplicationRunner publish(
      PubSocket quotes, JsonMapper json, @Value("${feed.interval}") Duration interval) {
    ZmqCodec<Quote> codec = JacksonCodec.of(json, Quote.class).withTopic(Quote::symbol);
    Flux<Quote> steps = Flux.interval(interval).onBackpressureDrop().map(tick -> market.step());
    return args -> quotes.send(steps, codec).onErrorComplete().subscribe();
  }

  @ZmqListener("orders")
  Mono<Confirmation> fill(Order order) {
    return Mono.just(market.fill(order));
  }

  /** Two at a time, each of which takes its time; no third is taken from the queue meanwhile. */
  @ZmqListener(socket = "reports", concurrency = 2)
  Mono<Void> report(String symbol) {
    return Mono.delay(work).then();
  }
}
