package reactor.zmtp.samples.quotes;

import java.time.Duration;
import java.util.Random;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ZmqContext;

/** The feed, a process of its own: publishes quotes with PUB, fills orders with REP. */
public final class Feed {

  private Feed() {}

  /**
   * Runs until it is stopped.
   *
   * @param args where to publish and where to take orders, or nothing for the ports that {@code
   *     application.properties} names
   */
  public static void main(String[] args) {
    ZmqContext zmq = ZmqContext.create();
    PubSpec quotes = zmq.pub().bind(args.length > 0 ? args[0] : "tcp://127.0.0.1:5556");
    RepSpec orders = zmq.rep().bind(args.length > 1 ? args[1] : "tcp://127.0.0.1:5557");
    Market market = new Market(new Random());
    Mono.zip(quotes.open(), orders.open())
        .flatMap(open -> run(market, open.getT1(), open.getT2(), Duration.ofMillis(100)))
        .block();
  }

  /** Never ends by itself. */
  static Mono<Void> run(Market market, PubSocket quotes, RepSocket orders, Duration interval) {
    Flux<Quote> steps = Flux.interval(interval).onBackpressureDrop().map(tick -> market.step());
    return Mono.when(
        quotes.send(steps.map(Quote::toMessage)),
        orders.reply(order -> Mono.just(market.fill(Order.of(order)).toMessage())));
  }
}
