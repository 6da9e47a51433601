package reactor.zmtp.samples.patterns.pirate;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Paranoid pirate queue, of the guide's chapter 4 "Robust Reliable Queuing" and RFC 6 (PPP): a
 * {@link SimplePirateQueue} that exchanges heartbeats with its workers, and gives nothing to one
 * that has fallen silent. What a worker had when it died is lost until a {@link LazyPirate} asks
 * again.
 */
public final class ParanoidPirateQueue {

  /** Heartbeats that may be missing before a peer counts as dead. */
  static final int LIVENESS = 3;

  static final ZmqMessage READY = ZmqMessage.of("\u0001");
  static final ZmqMessage HEARTBEAT = ZmqMessage.of("\u0002");

  private final RouterSocket clients;
  private final RouterSocket workers;
  private final Duration heartbeat;
  private final PirateWorkers known;

  /**
   * A queue.
   *
   * @param clients bound for REQ sockets; stays the caller's
   * @param workers bound for {@link ParanoidPirateWorker}; stays the caller's
   * @param heartbeat time between two heartbeats, the same on both sides
   */
  public ParanoidPirateQueue(RouterSocket clients, RouterSocket workers, Duration heartbeat) {
    this.clients = clients;
    this.workers = workers;
    this.heartbeat = heartbeat;
    this.known = new PirateWorkers(heartbeat.multipliedBy(LIVENESS));
  }

  /**
   * Runs the queue.
   *
   * @return runs while it is subscribed to; fails with {@link DisposedException} when one of the
   *     sockets is disposed of
   */
  public Mono<Void> run() {
    return Mono.when(
        clients.send(
            workers
                .receive()
                .doOnNext(this::heard)
                .filter(ParanoidPirateQueue::isReply)
                .map(each -> RoutedMessage.of(each.message()))),
        workers.send(Flux.merge(1, tasks(), heartbeats())));
  }

  /** Number of workers that are alive. */
  int size() {
    return known.alive().size();
  }

  private void heard(RoutedMessage fromWorker) {
    known.heard(fromWorker.peer(), !fromWorker.message().equals(HEARTBEAT));
  }

  private static boolean isReply(RoutedMessage fromWorker) {
    return fromWorker.message().size() > 1;
  }

  /** One request is taken from the clients at a time, and the next when a worker has it. */
  private Flux<RoutedMessage> tasks() {
    return clients
        .receive()
        .concatMap(
            request -> known.next().map(worker -> new RoutedMessage(worker, request.toMessage())));
  }

  private Flux<RoutedMessage> heartbeats() {
    return Flux.interval(heartbeat)
        .onBackpressureDrop()
        .flatMapIterable(tick -> known.alive())
        .map(worker -> new RoutedMessage(worker, HEARTBEAT));
  }
}
