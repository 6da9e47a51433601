package reactor.zmtp.samples.patterns.pirate;

import static reactor.zmtp.samples.patterns.pirate.ParanoidPirateQueue.HEARTBEAT;
import static reactor.zmtp.samples.patterns.pirate.ParanoidPirateQueue.LIVENESS;
import static reactor.zmtp.samples.patterns.pirate.ParanoidPirateQueue.READY;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * Worker of the {@link ParanoidPirateQueue}, of the guide's chapter 4 "Robust Reliable Queuing" and
 * RFC 6 (PPP): beats while it works, and begins anew on another connection when it hears nothing of
 * its queue. A task that it has then is given up, and its reply is lost.
 */
public final class ParanoidPirateWorker {

  private ParanoidPirateWorker() {}

  /**
   * Runs a worker.
   *
   * @param queue connects to the queue; READY is the first message of each connection
   * @param heartbeat time between two heartbeats, the same on both sides
   * @param handler makes the reply
   * @return runs while it is subscribed to; fails with what the handler fails with
   */
  public static Mono<Void> run(
      DealerSpec queue,
      Duration heartbeat,
      Function<? super ZmqMessage, Mono<ZmqMessage>> handler) {
    return Mono.usingWhen(
            queue.helloMessage(READY).open(),
            dealer -> serve(dealer, heartbeat, handler),
            ZmqSocket::disposeLater)
        .retryWhen(
            Retry.fixedDelay(Long.MAX_VALUE, heartbeat).filter(TimeoutException.class::isInstance));
  }

  private static Mono<Void> serve(
      DealerSocket queue,
      Duration heartbeat,
      Function<? super ZmqMessage, Mono<ZmqMessage>> handler) {
    // With a prefetch of 1 heartbeats are read while a task is worked on.
    Flux<ZmqMessage> replies =
        queue
            .receive()
            .timeout(heartbeat.multipliedBy(LIVENESS))
            .filter(fromQueue -> fromQueue.size() > 1)
            .concatMap(task -> new PirateTask(task).answer(handler), 1);
    Flux<ZmqMessage> heartbeats =
        Flux.interval(heartbeat).onBackpressureDrop().map(tick -> HEARTBEAT);
    return queue.send(Flux.merge(1, replies, heartbeats));
  }
}
