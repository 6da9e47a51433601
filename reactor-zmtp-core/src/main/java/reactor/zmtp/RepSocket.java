package reactor.zmtp;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Request-reply's service (RFC 28): requests of REQ and DEALER peers, in turn, each answered
 * through the envelope it came with, however deep. A message without an envelope is discarded and
 * told as {@link SocketEvent.Discarded}.
 */
public interface RepSocket extends ZmqSocket {

  /** How many requests {@link #reply(Function)} serves at most at a time. */
  int DEFAULT_CONCURRENCY = 256;

  /**
   * Serves requests, at most {@value #DEFAULT_CONCURRENCY} at a time. See {@link #reply(Function,
   * int)}.
   *
   * @param handler makes a publisher of the reply
   * @return completes when the socket is disposed of
   */
  default Mono<Void> reply(Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler) {
    return reply(handler, DEFAULT_CONCURRENCY);
  }

  /**
   * Serves requests. Those of different peers are served at the same time; those of one peer one
   * after another, in their order: the next when the reply to the one before has gone to the peer's
   * connection. What is not served yet waits, at most {@code receiveHighWaterMark} messages for
   * each peer, and then in the peer itself. A reply waits while its peer is full; if the peer goes
   * it is discarded, and told as {@link SocketEvent.Discarded}.
   *
   * <p>The handler is called on the socket's event loop and must not block; what it returns may
   * publish anywhere. The first message that is published is the reply; the publisher is then
   * cancelled. A publisher that completes without a message replies with one empty frame. One that
   * fails, or a handler that does, replies with what {@link RepOptions#onError} says; the service
   * goes on.
   *
   * <p>One at a time: a second subscription fails with {@link AlreadyReceivingException}.
   * Cancelling it cancels the publishers of the replies that are not there yet. Nothing is lost:
   * these requests, and those that wait, are the next subscription's.
   *
   * @param handler makes a publisher of the reply; subscribed to with the context of the result's
   *     subscription
   * @param concurrency how many requests are served at most at a time, 1 or more
   * @return completes when the socket is disposed of
   */
  Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency);
}
