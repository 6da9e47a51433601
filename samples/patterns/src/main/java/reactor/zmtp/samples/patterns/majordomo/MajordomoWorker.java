package reactor.zmtp.samples.patterns.majordomo;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * Worker of the {@link MajordomoBroker}, of the guide's chapter 4 "Service-Oriented Reliable
 * Queuing" and RFC 18 (MDP/0.2): serves one service, one request at a time, and comes back to a
 * broker that is restarted or has given it up. A request may come to it that another worker has
 * begun; one that fails has an empty reply.
 */
public final class MajordomoWorker {

  private final DealerSpec broker;
  private final Duration heartbeat;
  private final Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler;

  /**
   * A worker.
   *
   * @param broker connects to the broker
   * @param service the name of its service
   * @param heartbeat time between two heartbeats, the same on both sides
   * @param handler makes the replies: the last is FINAL, all before it are PARTIAL
   */
  public MajordomoWorker(
      DealerSpec broker,
      String service,
      Duration heartbeat,
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler) {
    this.broker = broker.hello(peer -> Mdp.ready(service));
    this.heartbeat = heartbeat;
    this.handler = handler;
  }

  /**
   * Runs the worker.
   *
   * @return runs while it is subscribed to
   */
  public Mono<Void> run() {
    return Mono.usingWhen(broker.open(), this::serve, ZmqSocket::disposeLater)
        .retryWhen(
            Retry.fixedDelay(Long.MAX_VALUE, heartbeat).filter(TimeoutException.class::isInstance));
  }

  /** A broker that is silent, and one that says DISCONNECT, is asked anew on another connection. */
  private Mono<Void> serve(DealerSocket dealer) {
    // With a prefetch of 1 heartbeats are read while a request is worked on.
    Flux<ZmqMessage> replies =
        dealer
            .receive()
            .takeUntil(Mdp.DISCONNECT::equals)
            .timeout(heartbeat.multipliedBy(Mdp.LIVENESS))
            .concatWith(Mono.error(() -> new TimeoutException("the broker has sent DISCONNECT")))
            .filter(command -> Mdp.is(command, Mdp.WORKER, Mdp.REQUEST, 5))
            .concatMap(request -> answer(Mdp.addressed(request)), 1);
    Flux<ZmqMessage> heartbeats =
        Flux.interval(heartbeat).onBackpressureDrop().map(tick -> Mdp.HEARTBEAT);
    return dealer.send(Flux.merge(1, replies, heartbeats));
  }

  /** Looks one ahead: what has none behind it is the last. */
  private Flux<ZmqMessage> answer(RoutedMessage request) {
    return Flux.defer(() -> handler.apply(request.message()))
        .onErrorResume(failure -> Mono.empty())
        .defaultIfEmpty(ZmqMessage.of(""))
        .buffer(2, 1)
        .map(
            pair ->
                Mdp.worker(pair.size() > 1 ? Mdp.PARTIAL : Mdp.FINAL, request.peer(), pair.get(0)));
  }
}
