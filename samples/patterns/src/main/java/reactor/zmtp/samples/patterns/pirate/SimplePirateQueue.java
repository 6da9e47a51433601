package reactor.zmtp.samples.patterns.pirate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;

/**
 * Simple pirate queue, of the guide's chapter 4 "Basic Reliable Queuing": gives each request to the
 * worker that has waited longest, and takes no request from the clients before a worker waits. What
 * a worker had when it died is lost, and so is what is given to one that died idle, until a {@link
 * LazyPirate} asks again.
 */
public final class SimplePirateQueue {

  private SimplePirateQueue() {}

  /**
   * Runs a queue.
   *
   * @param clients bound for REQ sockets; stays the caller's
   * @param workers bound for {@link SimplePirateWorker}; stays the caller's
   * @return runs while it is subscribed to; fails with {@link DisposedException} when one of the
   *     sockets is disposed of
   */
  public static Mono<Void> run(RouterSocket clients, RouterSocket workers) {
    return workers
        .receive()
        .publish(
            fromWorkers ->
                Mono.when(
                    clients.send(
                        fromWorkers
                            .filter(SimplePirateQueue::isReply)
                            .map(SimplePirateQueue::reply)),
                    workers.send(
                        idle(fromWorkers).zipWith(clients.receive(), 1, SimplePirateQueue::task))))
        .then();
  }

  /** Whoever says something is idle; at most as many wait as there are workers. */
  private static Flux<RoutedMessage> idle(Flux<RoutedMessage> fromWorkers) {
    return fromWorkers.onBackpressureBuffer();
  }

  /** READY is one frame behind the empty one; a reply has the address of its client. */
  private static boolean isReply(RoutedMessage fromWorker) {
    return fromWorker.message().size() > 2;
  }

  private static RoutedMessage reply(RoutedMessage fromWorker) {
    return RoutedMessage.of(fromWorker.message().tail(1));
  }

  private static RoutedMessage task(RoutedMessage idle, RoutedMessage request) {
    return idle.reply(request.toMessage().withTopic(""));
  }
}
