package reactor.zmtp.samples.patterns.pirate;

import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Worker of the {@link SimplePirateQueue}, of the guide's chapter 4 "Basic Reliable Queuing": asks
 * for a task by READY, and for the next one by its reply. It has one task at a time, and reports
 * again when the queue's connection ends; that a queue is there and silent it does not notice.
 */
public final class SimplePirateWorker {

  private static final ZmqMessage READY = ZmqMessage.of("\u0001");

  private SimplePirateWorker() {}

  /**
   * Runs a worker.
   *
   * @param queue connected to the queue; stays the caller's
   * @param handler makes the reply
   * @return runs while it is subscribed to; fails with what the handler fails with, or with {@link
   *     reactor.zmtp.DisposedException}
   */
  public static Mono<Void> run(
      ReqSocket queue, Function<? super ZmqMessage, Mono<ZmqMessage>> handler) {
    return queue
        .request(READY)
        .expand(task -> new PirateTask(task).answer(handler).flatMap(queue::request))
        .retryWhen(Retry.indefinitely().filter(NoReplyException.class::isInstance))
        .then();
  }
}
