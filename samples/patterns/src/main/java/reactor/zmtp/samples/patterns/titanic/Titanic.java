package reactor.zmtp.samples.patterns.titanic;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.majordomo.MajordomoClient;
import reactor.zmtp.samples.patterns.majordomo.MajordomoWorker;

/**
 * Titanic, of the guide's chapter 4 "Disconnected Reliability" and RFC 9 (TSP): a request that it
 * has accepted is on disk, and is served some time, though client, broker, workers and itself come
 * and go. It may be served more than once; its reply waits until the client closes it, and replies
 * of one client have no order.
 */
public final class Titanic {

  /** The name of the service that accepts a request: service, body; replies 200 and an id. */
  public static final String REQUEST = "titanic.request";

  /** The name of the service that has replies: id; replies 200 and the reply, 300 or 400. */
  public static final String REPLY = "titanic.reply";

  /** The name of the service that forgets: id; replies 200. */
  public static final String CLOSE = "titanic.close";

  private static final int CONCURRENCY = 16;

  private final DealerSpec broker;
  private final Duration heartbeat;
  private final Duration patience;
  private final TitanicStore store;

  /**
   * A titanic.
   *
   * @param broker connects to the Majordomo broker
   * @param heartbeat the broker's
   * @param patience how long a request waits for its service, and the others that are not served
   *     yet with it; then it is their turn again
   * @param store the store; stays the caller's
   */
  public Titanic(DealerSpec broker, Duration heartbeat, Duration patience, TitanicStore store) {
    this.broker = broker;
    this.heartbeat = heartbeat;
    this.patience = patience;
    this.store = store;
  }

  /**
   * Runs it.
   *
   * @return runs while it is subscribed to; fails when the store does
   */
  public Mono<Void> run() {
    return Mono.when(
        worker(REQUEST, this::accept),
        worker(REPLY, this::reply),
        worker(CLOSE, this::close),
        served());
  }

  private Mono<Void> worker(String service, Function<ZmqMessage, Mono<ZmqMessage>> handler) {
    return new MajordomoWorker(
            broker,
            service,
            heartbeat,
            request -> handler.apply(request).onErrorReturn(ZmqMessage.of("500")))
        .run();
  }

  private Mono<ZmqMessage> accept(ZmqMessage request) {
    return store.add(request).map(id -> ZmqMessage.of("200", id));
  }

  private Mono<ZmqMessage> reply(ZmqMessage request) {
    String id = request.text();
    return store
        .reply(id)
        .map(reply -> reply.withTopic("200"))
        .switchIfEmpty(store.request(id).map(pending -> ZmqMessage.of("300")))
        .defaultIfEmpty(ZmqMessage.of("400"));
  }

  private Mono<ZmqMessage> close(ZmqMessage request) {
    return store.remove(request.text()).thenReturn(ZmqMessage.of("200"));
  }

  /** All that have no reply, and then those that have none yet or are new. */
  private Mono<Void> served() {
    return store
        .pending()
        .flatMap(this::serve, CONCURRENCY)
        .repeatWhen(rounds -> rounds.delayElements(heartbeat))
        .then();
  }

  private Flux<Void> serve(String id) {
    MajordomoClient client = new MajordomoClient(broker, patience);
    return store
        .request(id)
        .flatMap(request -> client.request(request.text(), request.tail(1)).last())
        .flatMap(reply -> store.reply(id, reply))
        .onErrorComplete(TimeoutException.class)
        .flux();
  }
}
